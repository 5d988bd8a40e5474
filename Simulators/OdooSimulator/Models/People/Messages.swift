import JSON

extension Catalogue {
    /// The messages of records.
    static func messageModels() -> [ModelDefinition] {
        [
            ModelDefinition(
                "mail.message",
                "Message",
                [
                    .char("subject", "Subject"),
                    .datetime("date", "Date").defaulting(to: .now),
                    .html("body", "Contents"),
                    .selection(
                        "message_type",
                        "Type",
                        [
                            ("email", "Incoming Email"), ("comment", "Comment"), ("email_outgoing", "Outgoing Email"),
                            ("notification", "System notification"),
                            ("auto_comment", "Automated Targeted Notification"),
                            ("user_notification", "User Specific Notification"),
                        ],
                        default: "comment"
                    ).required,
                    .char("model", "Related Document Model"),
                    FieldDefinition("res_id", .reference, "Related Document ID"),
                    .many2one("author_id", "Author", "res.partner"),
                    .many2many("partner_ids", "Recipients", "res.partner"),
                    .many2many("attachment_ids", "Attachments", "ir.attachment"),
                ]
            ) { model in
                model.order = "id desc"
                model.recordName = "subject"
                model.nameSearch = ["subject"]
                model.indexes = [["model", "res_id"]]
                let all = ["User types/Internal User", "User types/Portal"]
                model.rights = ModelRights(change: all, read: all, unlink: ["Administration/Settings"])
                model.rules = [
                    .everybody { environment, model, id in
                        guard let name = environment.value("model", in: model, id).textValue,
                            let target = environment.catalogue[name], !RecordRule.followsOthers.contains(name),
                            case .integer(let record) = environment.value("res_id", in: model, id)
                        else { return environment.value("author_id", in: model, id).recordID == environment.ownPartner }
                        return environment.hasAccess(.read, target)
                            && environment.isVisible(target, record, for: .read)
                    }
                ]
            }
        ]
    }
}

extension Environment {
    /// The messages of a record, the newest first.
    func messages(of model: String, _ id: Int64) -> [Int64] {
        let found = database.ids(of: "mail.message", where: ["model", "res_id"], are: [.text(model), .integer(id)])
        return (found ?? []).sorted(by: >)
    }

    /// Checks that a note may be left on a record in the user's name, which needs an e-mail address.
    ///
    /// - Throws: UserError if the user has none.
    func checkSender() throws(OdooError) {
        guard !isSuperuser, value("email", of: "res.users", user).textValue?.isEmpty ?? true else { return }
        throw .user("Unable to send message, please configure the sender's email address.")
    }

    /// Posts a message on a record, which its author follows from then on.
    ///
    /// - Returns: The id of the message.
    mutating func post(_ model: ModelDefinition, _ id: Int64, _ arguments: Arguments) throws(OdooError) -> Int64 {
        try checkAccess(.read, model)
        try checkRules(.read, model, [id])
        guard exists(model.name, id) else { throw .missing(model.name, id, user: user) }
        try checkSender()
        var values = JSONObject()
        let body = arguments.text("body") ?? ""
        values["body"] = .string(body.hasPrefix("<") || body.isEmpty ? body : "<p>\(body)</p>")
        values["subject"] = arguments.text("subject").map { .string($0) }
        values["message_type"] = .string(arguments.text("message_type") ?? "notification")
        values["model"] = .string(model.name)
        values["res_id"] = .integer(id)
        values["author_id"] = ownPartner.map { .integer($0) }
        for name in ["partner_ids", "attachment_ids"] {
            guard let ids = arguments[name]?.arrayValue, !ids.isEmpty else { continue }
            values[name] = [[6, 0, .array(ids)]]
        }
        let messages = try self.model("mail.message")
        let created = try asSuperuser { environment throws(OdooError) in try environment.create(messages, [values]) }
        if let ownPartner, arguments.text("message_type") == "comment" { follow(model.name, id, [ownPartner]) }
        return created.first ?? 0
    }
}
