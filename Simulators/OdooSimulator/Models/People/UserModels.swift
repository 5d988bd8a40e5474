import Foundation
import JSON

extension Catalogue {
    /// Users and their groups, companies, parameters, attachments.
    static func accessChanges() -> [ModelChange] {
        [
            ModelChange("res.users") { completeUsers(&$0) },
            ModelChange("res.groups") { model in
                model.keep("full_name")
                model.doNotCopy("full_name")
                model.displayName = "group_name"
                model.nameSearch = ["full_name"]
                model.compute("users", by: "group_users")
                model.compute("trans_implied_ids", by: "group_implied")
            },
            ModelChange("ir.config_parameter") { model in
                model.constraints = [
                    TableConstraint(condition: .unique(["key"]), message: "Key must be unique.")
                ]
                model.indexes = [["key"]]
                model.nameSearch = ["key"]
            },
            ModelChange("ir.attachment") { completeAttachments(&$0) },
            ModelChange("res.lang") { model in
                model.constraints = [
                    TableConstraint(
                        condition: .unique(["name"]),
                        message: "The name of the language must be unique!"
                    ),
                    TableConstraint(
                        condition: .unique(["code"]),
                        message: "The code of the language must be unique!"
                    ),
                ]
            },
        ]
    }

    private static func completeUsers(_ model: inout ModelDefinition) {
        model.nameSearch = ["name", "login"]
        model.displayName = "user_name"
        model.keep("password")
        model.doNotCopy("password")
        for name in ["name", "email", "lang", "tz"] { model.adjust(name) { $0.isReadonly = false } }
        model.adjust("company_id") { $0.defaultValue = .company }
        model.adjust("partner_id") { $0.deletionRule = .restrict }
        model.compute("share", by: "user_shared")
        model.compute("employee_id", by: "user_employee")
        model.compute("groups_count", by: "user_groups")
        model.compute("companies_count", by: "user_companies")
        model.compute("state", by: "user_state")
        model.constraints = [
            TableConstraint(
                condition: .unique(["login"]),
                message: "You can not have two users with the same login!"
            )
        ]
        model.indexes = [["login"], ["partner_id"]]
        model.rules = [
            .everybody { environment, model, id in
                if id == environment.user || !environment.value("share", in: model, id).isTrue { return true }
                let companies = environment.value("company_ids", in: model, id).recordIDs
                return !environment.allowedCompanies.allSatisfy { !companies.contains($0) }
            }
        ]
    }

    private static func completeAttachments(_ model: inout ModelDefinition) {
        model.keep("datas")
        model.adjust("datas") { $0.isStored = false }
        model.compute("file_size", by: "attachment_size")
        model.compute("res_name", by: "attachment_record")
        model.compute("mimetype", by: "attachment_type")
        model.adjust("company_id") { $0.defaultValue = .company }
        model.indexes = [["res_model", "res_id"]]
        model.rules = [
            .everybody { environment, model, id in
                if environment.value("public", in: model, id).isTrue { return true }
                guard let name = environment.value("res_model", in: model, id).textValue,
                    let target = environment.catalogue[name], !RecordRule.followsOthers.contains(name),
                    case .integer(let record) = environment.value("res_id", in: model, id), record != 0
                else { return environment.value("create_uid", in: model, id).recordID == environment.user }
                return environment.hasAccess(.read, target) && environment.isVisible(target, record, for: .read)
            }
        ]
    }
}

extension Computations {
    static let users: [String: Function] = [
        "user_name": { environment, model, id in environment.value(along: "partner_id.display_name", from: model, id) },
        "user_shared": { environment, _, id in
            .boolean(!UserGroups(of: id, in: environment.database).contains("User types/Internal User"))
        },
        "user_employee": { environment, model, id in
            let company = environment.currentCompany
            let found = environment.records(of: "hr.employee", "user_id", id).first {
                environment.database.row("hr.employee", $0)?["company_id"]?.recordID == company
            }
            return found.map { .record($0) } ?? .null
        },
        "user_groups": { environment, model, id in
            Environment.count(environment.value("groups_id", in: model, id).recordIDs)
        },
        "user_companies": { environment, _, _ in
            Environment.count(environment.database.ids(of: "res.company"))
        },
        "user_state": { _, _, _ in .text("new") },
        "group_name": { environment, model, id in
            let full = environment.value("full_name", in: model, id)
            return full.isNull ? environment.value("name", in: model, id) : full
        },
        "group_users": { environment, _, id in
            let users = environment.database.ids(of: "res.users").filter {
                environment.database.row("res.users", $0)?["groups_id"]?.recordIDs.contains(id) == true
            }
            return users.isEmpty ? .null : .records(users)
        },
        "group_implied": { environment, _, id in
            let implied = UserGroups.closure(of: [id], in: environment.database).subtracting([id])
            return implied.isEmpty ? .null : .records(implied.sorted())
        },
        "attachment_size": { environment, model, id in
            let text = environment.value("datas", in: model, id).textValue ?? ""
            return .integer(Int64(Data(base64Encoded: text)?.count ?? 0))
        },
        "attachment_type": { environment, model, id in
            let ending = environment.name(model, id).split(separator: ".").last.map { $0.lowercased() } ?? ""
            return .text(mediaTypes[ending] ?? "application/octet-stream")
        },
        "attachment_record": { environment, model, id in
            guard let name = environment.value("res_model", in: model, id).textValue,
                let target = environment.catalogue[name],
                case .integer(let record) = environment.value("res_id", in: model, id),
                environment.exists(name, record)
            else { return .null }
            return .text(environment.displayName(target, record))
        },
    ]

    /// The media types by the endings of names.
    private static let mediaTypes = [
        "txt": "text/plain", "csv": "text/csv", "html": "text/html", "pdf": "application/pdf", "png": "image/png",
        "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "svg": "image/svg+xml", "zip": "application/zip",
        "json": "application/json", "xml": "text/xml",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ]
}
