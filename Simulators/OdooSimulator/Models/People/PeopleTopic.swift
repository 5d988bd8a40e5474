import Foundation

extension Catalogue {
    /// What projects, timesheets, employees, vehicles, equipment and users have beyond what was measured.
    static func peopleChanges(_ profile: VersionProfile) -> [ModelChange] {
        followedModels.map { name in ModelChange(name) { $0.haveFollowers() } }
            + projectChanges(profile) + taskChanges() + employeeChanges() + fleetChanges() + maintenanceChanges()
            + accessChanges()
    }

    /// The models whose records users follow.
    private static let followedModels = [
        "project.project", "project.task", "project.milestone", "maintenance.equipment", "maintenance.request",
        "maintenance.equipment.category", "fleet.vehicle", "fleet.vehicle.log.services", "hr.employee",
        "hr.department", "hr.job", "account.analytic.account", "res.partner", "purchase.order", "sale.order",
        "account.move", "account.payment", "stock.picking", "product.template", "product.product",
    ]
}

extension ModelDefinition {
    fileprivate mutating func haveFollowers() {
        guard self["message_partner_ids"] != nil else { return }
        keep("message_partner_ids")
        doNotCopy("message_partner_ids")
        compute("message_is_follower", by: "is_follower")
        compute("message_ids", by: "record_messages")
        compute("has_message", by: "has_messages")
    }
}

extension Computations {
    static let people: [String: Function] = following.merging(projects) { $1 }
        .merging(tasks) { $1 }
        .merging(employees) { $1 }
        .merging(fleet) { $1 }
        .merging(maintenance) { $1 }
        .merging(users) { $1 }

    private static let following: [String: Function] = [
        "is_follower": { environment, model, id in .boolean(environment.isFollowed(model.name, id)) },
        "record_messages": { environment, model, id in
            let messages = environment.messages(of: model.name, id)
            return messages.isEmpty ? .null : .records(messages)
        },
        "has_messages": { environment, model, id in .boolean(!environment.messages(of: model.name, id).isEmpty) },
    ]
}

extension ModelBehaviour {
    static let people: [String: ModelBehaviour] = [
        "res.users": user,
        "project.project": project,
        "project.task": task,
        "project.task.type": taskStage,
        "project.milestone": milestone,
        "hr.employee": employee,
        "hr.department": department,
        "fleet.vehicle": vehicle,
        "fleet.vehicle.log.services": vehicleService,
        "maintenance.equipment": equipment,
        "maintenance.equipment.category": equipmentCategory,
        "maintenance.request": maintenanceRequest,
    ]

    static let peopleInverses: [String: Inverse] = [
        "fleet.vehicle.odometer": writeOdometer,
        "fleet.vehicle.log.services.odometer": writeServiceOdometer,
        "project.project.type_ids": writeProjectStages,
        "project.project.is_favorite": writeFavorite,
        "res.groups.users": writeGroupUsers,
    ]
}

extension Environment {
    /// Makes partners follow a record.
    mutating func follow(_ modelName: String, _ id: Int64, _ partners: [Int64]) {
        guard let field = catalogue[modelName]?["message_partner_ids"], !field.isDerived, !partners.isEmpty,
            var row = database.row(modelName, id)
        else { return }
        let before = row["message_partner_ids"]?.recordIDs ?? []
        let after = Set(before + partners).sorted()
        guard after != before else { return }
        row["message_partner_ids"] = .records(after)
        database.replace(modelName, id, with: row)
    }

    /// Makes the partners of users follow a record.
    mutating func follow(_ modelName: String, _ id: Int64, users: [Int64]) {
        follow(modelName, id, users.compactMap { database.row("res.users", $0)?["partner_id"]?.recordID })
    }

    /// Whoever makes a record, or is in charge of it, follows it.
    mutating func followNew(_ model: ModelDefinition, _ id: Int64) {
        guard model["message_partner_ids"]?.isDerived == false else { return }
        let skips = context.isSet("mail_create_nosubscribe")
        let charged = ["user_id", "owner_user_id"].compactMap { database.row(model.name, id)?[$0]?.recordID }
        follow(model.name, id, users: (skips ? [] : [user]) + charged)
    }

    /// The first record of a model in its own order.
    func first(of modelName: String) -> FieldValue {
        guard let model = catalogue[modelName] else { return .null }
        return sorted(database.ids(of: modelName), model).first.map { .record($0) } ?? .null
    }

    /// The sum of a number over records.
    func sum(_ name: String, of modelName: String, _ ids: [Int64]) -> Decimal {
        ids.reduce(0) { $0 + value(name, of: modelName, $1).decimalValue }
    }

    /// The records whose column `name` points to `id`, the oldest first.
    func records(of modelName: String, _ name: String, _ id: Int64) -> [Int64] {
        if let found = database.ids(of: modelName, where: [name], are: [.record(id)]) { return found.sorted() }
        return database.ids(of: modelName).filter { database.row(modelName, $0)?[name]?.recordID == id }
    }

    /// The records whose column `name` points to `id` and that are not archived.
    func activeRecords(of modelName: String, _ name: String, _ id: Int64) -> [Int64] {
        records(of: modelName, name, id).filter { database.row(modelName, $0)?["active"]?.isTrue == true }
    }

    /// The number of records, as a value.
    static func count(_ ids: [Int64]) -> FieldValue { .integer(Int64(ids.count)) }
}
