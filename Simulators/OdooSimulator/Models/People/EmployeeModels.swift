import Foundation

extension Catalogue {
    /// Employees, departments and jobs.
    static func employeeChanges() -> [ModelChange] {
        [
            ModelChange("hr.employee") { model in
                model.keep("active", "company_id", "name", "user_id", "tz")
                model.doNotCopy("user_id", "barcode", "work_contact_id")
                model.constraints = [
                    TableConstraint(
                        condition: .unique(["barcode"]),
                        message: "The Badge ID must be unique, this one is already assigned to another employee."
                    ),
                    TableConstraint(
                        condition: .unique(["user_id", "company_id"]),
                        message: "A user cannot be linked to multiple employees in the same company."
                    ),
                ]
                model.rules = [.company(field: "company_id")]
                model.indexes = [["user_id"], ["department_id"], ["barcode"]]
                model.compute("child_count", by: "employee_children")
                model.compute("child_all_count", by: "employee_all_children")
                model.compute("subordinate_ids", by: "employee_subordinates")
                model.compute("equipment_count", by: "employee_equipment")
                model.compute("has_timesheet", by: "employee_timesheets")
            },
            ModelChange("hr.department") { model in
                model.displayName = "path_name"
                model.nameSearch = ["complete_name"]
                model.adjust("company_id") { $0.defaultValue = .company }
                model.compute("complete_name", by: "path_name")
                model.compute("parent_path", by: "parent_path")
                model.compute("total_employee", by: "department_employees")
                model.compute("master_department_id", by: "department_master")
                model.rules = [.company(field: "company_id")]
            },
            ModelChange("hr.job") { model in
                model.adjust("company_id") { $0.defaultValue = .company }
                model.compute("no_of_employee", by: "job_employees")
                model.compute("expected_employees", by: "job_expected")
                model.copySuffix = " (copy)"
                model.rules = [.company(field: "company_id")]
                model.constraints = [
                    TableConstraint(
                        condition: .unique(["name", "company_id", "department_id"]),
                        message: "The name of the job position must be unique per department in company!"
                    )
                ]
            },
        ]
    }
}

extension Computations {
    static let employees: [String: Function] = [
        "employee_children": { environment, _, id in
            Environment.count(environment.activeRecords(of: "hr.employee", "parent_id", id))
        },
        "employee_all_children": { environment, _, id in Environment.count(environment.subordinates(of: id)) },
        "employee_subordinates": { environment, _, id in
            let found = environment.subordinates(of: id)
            return found.isEmpty ? .null : .records(found)
        },
        "employee_equipment": { environment, _, id in
            Environment.count(environment.activeRecords(of: "maintenance.equipment", "employee_id", id))
        },
        "employee_timesheets": { environment, _, id in
            .boolean(
                environment.records(of: "account.analytic.line", "employee_id", id).contains {
                    environment.database.row("account.analytic.line", $0)?["project_id"]?.recordID != nil
                }
            )
        },
        "department_employees": { environment, _, id in
            Environment.count(environment.activeRecords(of: "hr.employee", "department_id", id))
        },
        "department_master": { environment, model, id in
            environment.path(model, id).first.map { .record($0) } ?? .null
        },
        "job_employees": { environment, _, id in
            Environment.count(environment.activeRecords(of: "hr.employee", "job_id", id))
        },
        "job_expected": { environment, model, id in
            let here = environment.activeRecords(of: "hr.employee", "job_id", id).count
            guard case .integer(let wanted) = environment.value("no_of_recruitment", in: model, id) else {
                return .integer(Int64(here))
            }
            return .integer(Int64(here) + wanted)
        },
    ]
}

extension Environment {
    /// The employees below an employee.
    fileprivate func subordinates(of id: Int64) -> [Int64] {
        var found: Set<Int64> = []
        var rest = [id]
        while let manager = rest.popLast() {
            for child in activeRecords(of: "hr.employee", "parent_id", manager) where child != id {
                if found.insert(child).inserted { rest.append(child) }
            }
        }
        return found.sorted()
    }
}
