import JSON
import SimulatorKit

extension OdooServer: WebhookingSystem {
    /// The models of which an automation rule "on save" can tell, each an event of its own.
    static let eventTypes = [
        "account.analytic.account", "account.analytic.line", "account.move", "hr.employee", "project.project",
        "purchase.order", "res.partner",
    ]

    /// The body with no chosen field, which is Odoo's default, and with the fields `display_name` and `write_date`.
    static let payloadVersions = ["bare", "named"]

    /// What the action "Send Webhook Notification" sends of each record that a request has made or changed.
    ///
    /// Several changes of one record in one request are told once, after the transaction has ended.
    mutating func takeEvents(after start: SimulatedInstant, through end: SimulatedInstant) -> [SimulatedEvent] {
        let environment = observer
        return database.takeSaved().compactMap { saved in
            guard let place = Self.eventTypes.firstIndex(of: saved.model) else { return nil }
            let bare: JSONObject = [
                "_action": .string("Send Webhook Notification(#\(place + 1))"), "_id": .integer(saved.id),
                "_model": .string(saved.model),
            ]
            var named = bare
            for (name, value) in chosenFields(of: saved, environment) { named[name] = value }
            return SimulatedEvent(saved.model, at: start, bodies: [.object(bare), .object(named)])
        }
    }

    /// The chosen fields and the id, as `read` gives them to a superuser and without names of other records.
    private func chosenFields(of saved: Database.SavedRecord, _ environment: Environment) -> JSONObject {
        guard let model = catalogue[saved.model] else { return [:] }
        let names = ["display_name", "write_date"].filter { model[$0] != nil }
        let records = try? environment.read(model, [saved.id], names, showsNames: false)
        return records?[0]?.objectValue ?? [:]
    }
}
