import SimulatorKit

extension Catalogue {
    /// Equipment, its categories, and the requests to maintain it.
    static func maintenanceChanges() -> [ModelChange] {
        [
            ModelChange("maintenance.equipment") { model in
                model.displayName = "equipment_name"
                model.nameSearch = ["name", "serial_no"]
                model.copySuffix = nil
                model.doNotCopy("serial_no")
                model.adjust("company_id") { $0.defaultValue = .company }
                model.adjust("category_id") { $0.deletionRule = .restrict }
                model.compute("maintenance_count", by: "maintenance_count")
                for name in ["mtbf", "mttr", "latest_failure_date", "estimated_next_failure"] {
                    model.compute(name, by: "equipment_\(name)")
                }
                model.compute("maintenance_open_count", by: "maintenance_open_count")
                model.constraints = [
                    TableConstraint(
                        condition: .unique(["serial_no"]),
                        message: "Another asset already exists with this serial number!"
                    )
                ]
                model.indexes = [["category_id"], ["serial_no"], ["employee_id"]]
                model.rules = ownRules
            },
            ModelChange("maintenance.equipment.category") { model in
                model.adjust("company_id") { $0.defaultValue = .company }
                model.compute("equipment_count", by: "category_equipment")
                model.compute("maintenance_count", by: "category_maintenance")
                model.compute("maintenance_open_count", by: "category_open_maintenance")
                model.compute("maintenance_ids", by: "category_requests")
                model.compute("fold", by: "category_folded")
                model.rules = [.company(field: "company_id")]
            },
            ModelChange("maintenance.request") { model in
                model.adjust("equipment_id") { $0.deletionRule = .restrict }
                model.adjust("company_id") { $0.defaultValue = .company }
                model.adjust("stage_id") { field in
                    field.deletionRule = .restrict
                    field.defaultValue = .found { $0.first(of: "maintenance.stage") }
                }
                model.adjust("employee_id") { field in
                    field.defaultValue = .found { environment in
                        let own = environment.activeRecords(of: "hr.employee", "user_id", environment.user)
                        return own.first.map { .record($0) } ?? .null
                    }
                }
                model.indexes = [["equipment_id"]]
                model.copySuffix = " (copy)"
                model.rules = ownRules
            },
            ModelChange("maintenance.team") { model in
                model.adjust("company_id") { $0.defaultValue = .company }
                model.compute("todo_request_count", by: "team_open_requests")
                model.rules = [.company(field: "company_id")]
            },
        ]
    }

    /// Internal users see what they follow or own, equipment managers everything.
    private static let ownRules: [RecordRule] = [
        .company(field: "company_id"),
        .members(of: "User types/Internal User") { environment, model, id in
            environment.isFollowed(model.name, id)
                || environment.value("owner_user_id", in: model, id).recordID == environment.user
        },
        .members(of: "Maintenance/Equipment Manager"),
    ]
}

extension Computations {
    static let maintenance: [String: Function] = [
        "equipment_name": { environment, model, id in
            let serial = environment.value("serial_no", in: model, id).textValue ?? ""
            return .text([environment.name(model, id), serial].filter { !$0.isEmpty }.joined(separator: "/"))
        },
        "equipment_mttr": { environment, _, id in
            let failures = environment.failures(ofEquipment: id)
            let days = failures.reduce(Int64(0)) { $0 + $1.closed.daysSince1970 - $1.requested.daysSince1970 }
            return .integer(failures.isEmpty ? 0 : days / Int64(failures.count))
        },
        "equipment_mtbf": { environment, _, id in .integer(environment.daysBetweenFailures(ofEquipment: id)) },
        "equipment_latest_failure_date": { environment, _, id in
            environment.failures(ofEquipment: id).map(\.requested).max().map { .date($0) } ?? .null
        },
        "equipment_estimated_next_failure": { environment, _, id in
            let days = environment.daysBetweenFailures(ofEquipment: id)
            guard days != 0, let last = environment.failures(ofEquipment: id).map(\.requested).max() else {
                return .null
            }
            return .date(last.adding(days: days))
        },
        "maintenance_count": { environment, _, id in
            Environment.count(environment.records(of: "maintenance.request", "equipment_id", id))
        },
        "maintenance_open_count": { environment, _, id in
            let requests = environment.records(of: "maintenance.request", "equipment_id", id)
            return Environment.count(environment.openRequests(requests))
        },
        "category_equipment": { environment, _, id in
            Environment.count(environment.activeRecords(of: "maintenance.equipment", "category_id", id))
        },
        "category_requests": { environment, _, id in
            let found = environment.requests(ofCategory: id)
            return found.isEmpty ? .null : .records(found)
        },
        "category_maintenance": { environment, _, id in
            let kept = environment.requests(ofCategory: id).filter {
                environment.database.row("maintenance.request", $0)?["archive"]?.isTrue != true
            }
            return Environment.count(kept)
        },
        "category_open_maintenance": { environment, _, id in
            Environment.count(environment.openRequests(environment.requests(ofCategory: id)))
        },
        "category_folded": { environment, _, id in
            .boolean(environment.activeRecords(of: "maintenance.equipment", "category_id", id).isEmpty)
        },
        "team_open_requests": { environment, _, id in
            Environment.count(
                environment.openRequests(environment.records(of: "maintenance.request", "maintenance_team_id", id))
            )
        },
    ]
}

extension Environment {
    /// The corrective requests about equipment that are done.
    fileprivate func failures(ofEquipment id: Int64) -> [(requested: CivilDate, closed: CivilDate)] {
        records(of: "maintenance.request", "equipment_id", id).compactMap { request in
            guard let row = database.row("maintenance.request", request),
                row["maintenance_type"] == .text("corrective"),
                value("done", of: "maintenance.request", request).isTrue, let requested = row["request_date"]?.dateValue
            else { return nil }
            return (requested, row["close_date"]?.dateValue ?? requested)
        }
    }

    fileprivate func daysBetweenFailures(ofEquipment id: Int64) -> Int64 {
        let failures = failures(ofEquipment: id)
        guard let last = failures.map(\.requested).max(),
            let start = database.row("maintenance.equipment", id)?["effective_date"]?.dateValue
        else { return 0 }
        return (last.daysSince1970 - start.daysSince1970) / Int64(failures.count)
    }

    /// Those of the requests that are neither done nor archived.
    fileprivate func openRequests(_ requests: [Int64]) -> [Int64] {
        requests.filter { id in
            value("archive", of: "maintenance.request", id).isTrue == false
                && value("done", of: "maintenance.request", id).isTrue == false
        }
    }

    /// The requests about equipment of a category.
    func requests(ofCategory id: Int64) -> [Int64] {
        database.ids(of: "maintenance.request").filter {
            value("category_id", of: "maintenance.request", $0).recordID == id
        }
    }
}
