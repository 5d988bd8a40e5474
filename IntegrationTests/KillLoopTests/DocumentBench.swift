import CanonicalModel
import ConnectorKit
import ConnectorTesting
import CurlTransport
import Foundation
import JSON
import OdooConnector
import Testing

/// A server with a supplier, two items and a project of this test's own, so that nothing else there matters.
///
/// Besides the connector there is a person who does what people do there: in the simulator its administrator, in a real
/// server `PURLIN_ODOO_ADMIN` with `PURLIN_ODOO_ADMIN_KEY`, or else the connector's user.
final class DocumentBench {
    let simulator: SimulatedOdoo?
    let person: OdooDesk
    /// The connector's own user, for what a connector leaves behind that died.
    let integration: OdooDesk
    let clock = ManualClock(Instant(seconds: 1_772_000_000))
    let mark: String
    /// The day on which the server lives.
    let today: String
    let supplier: Int64
    let items: [Int64]
    /// The connector under test.
    private(set) var connector: OdooConnector

    private let party: OdooContractTests.Party

    /// Whether there is a person who may change the settings of the company.
    static let hasAdministrator =
        OdooContractTests.environment["PURLIN_ODOO_ADDRESS"] == nil
        || OdooContractTests.environment["PURLIN_ODOO_ADMIN"] != nil

    init(_ party: OdooContractTests.Party) async throws {
        let environment = OdooContractTests.environment
        let simulator = try await party.simulator()
        self.party = party
        self.simulator = simulator
        connector = try party.connector(simulator, clock)
        let login = simulator == nil ? environment["PURLIN_ODOO_ADMIN"] ?? environment["PURLIN_ODOO_LOGIN"] : "admin"
        let key =
            simulator == nil ? environment["PURLIN_ODOO_ADMIN_KEY"] ?? environment["PURLIN_ODOO_KEY"] : "admin"
        person = try await OdooDesk(
            address: party.address(simulator),
            database: party.database,
            login: login ?? "",
            key: key ?? ""
        )
        integration = try await OdooDesk(
            address: party.address(simulator),
            database: party.database,
            login: simulator == nil ? environment["PURLIN_ODOO_LOGIN"] ?? "" : "connector",
            key: simulator == nil ? environment["PURLIN_ODOO_KEY"] ?? "" : "connector"
        )
        mark = String(UUID().uuidString.prefix(8))
        let now = try await simulator?.control("GET", "clock")["now"]?.stringValue
        today = String((now ?? Date.now.ISO8601Format()).prefix(10))
        supplier = try await person.create(
            "res.partner",
            ["name": .string("Supplier \(mark)"), "ref": .string("S-\(mark)"), "is_company": true]
        )
        var items: [Int64] = []
        for code in ["CEM", "SND"] {
            let untaxed: JSONObject = ["supplier_taxes_id": [[6, 0, []]]]
            items.append(try await Self.item("\(code)-\(mark)", in: person, untaxed))
        }
        self.items = items
        let project = Project(code: "P-\(mark)", title: "Contract \(mark)", timeZone: "America/Denver")
        let made = try await connector.apply([Delivery(key: "P", object: Project.name, payload: project.json)])
        guard case .applied? = made.first else {
            Issue.record("the project: \(made)")
            return
        }
    }

    /// Makes a storable product.
    static func item(
        _ code: String,
        in person: OdooDesk,
        _ more: JSONObject = JSONObject()
    ) async throws -> Int64 {
        var values: JSONObject = ["name": .string("Item \(code)"), "default_code": .string(code)]
        for (name, value) in more { values[name] = value }
        let fields = try await person.call("product.product", "fields_get", [["is_storable"]])?.objectValue ?? [:]
        if fields.isEmpty { values["detailed_type"] = "product" } else { values["is_storable"] = true }
        return try await person.create("product.product", .object(values))
    }

    /// Another connector, as after a start of its process.
    func restart(_ more: [String: ConnectorConfiguration.Value] = [:]) throws {
        connector = try party.connector(simulator, clock, more)
    }

    // MARK: What is sent

    func line(_ key: String, _ item: String?, _ quantity: String, _ price: String) -> JSON {
        var line: JSONObject = [
            "key": .string(key), "text": .string("Line \(key) <&> é"), "quantity": .string(quantity),
            "unitPrice": .string(price), "project": .string("P-\(mark)"),
        ]
        line["item"] = item.map { .string("\($0)-\(mark)") }
        return .object(line)
    }

    /// Twelve at 10.10 and three at 7.25: 142.95.
    var standardLines: [JSON] { [line("1", "CEM", "12", "10.10"), line("2", "SND", "3", "7.25")] }

    func order(_ number: String = "1", _ lines: [JSON]? = nil, with more: JSONObject = JSONObject()) -> Delivery {
        var payload: JSONObject = [
            "number": .string("PO-\(mark)-\(number)"), "supplier": .string("S-\(mark)"),
            "lines": .array(lines ?? standardLines),
        ]
        for (name, value) in more { payload[name] = value }
        return delivery("PurchaseOrder", payload)
    }

    func receipt(
        _ number: String,
        order: String = "1",
        _ quantities: [(String, String)],
        unit: String? = nil
    ) -> Delivery {
        let lines = quantities.map { key, quantity -> JSON in
            var line: JSONObject = ["key": .string(key), "quantity": .string(quantity)]
            line["unit"] = unit.map { .string($0) }
            return .object(line)
        }
        return delivery(
            "Receipt",
            [
                "number": .string("R-\(mark)-\(number)"), "order": .string("PO-\(mark)-\(order)"),
                "lines": .array(lines),
            ]
        )
    }

    func invoice(
        _ number: String = "1",
        order: String? = nil,
        _ lines: [JSON]? = nil,
        on day: String? = nil,
        with more: JSONObject = JSONObject()
    ) -> Delivery {
        var payload: JSONObject = [
            "number": .string("INV-\(mark)-\(number)"), "supplier": .string("S-\(mark)"),
            "invoiceDate": .string(day ?? today), "lines": .array(lines ?? standardLines),
        ]
        payload["order"] = order.map { .string("PO-\(mark)-\($0)") }
        for (name, value) in more { payload[name] = value }
        return delivery("SupplierInvoice", payload)
    }

    func payment(_ number: String, of invoice: String = "1", _ amount: String, on day: String? = nil) -> Delivery {
        delivery(
            "Payment",
            [
                "number": .string("PAY-\(mark)-\(number)"), "supplier": .string("S-\(mark)"),
                "invoice": .string("INV-\(mark)-\(invoice)"), "date": .string(day ?? today),
                "amount": .string(amount),
            ]
        )
    }

    private func delivery(_ object: String, _ payload: JSONObject) -> Delivery {
        Delivery(key: object, object: object, payload: .object(payload))
    }

    // MARK: What becomes of it

    func send(_ delivery: Delivery) async throws -> DeliveryOutcome {
        try #require(try await connector.apply([delivery]).first)
    }

    func found(_ delivery: Delivery) async throws -> FoundRecord? {
        try #require(try await connector.find([delivery]).first)
    }

    /// Sends what must be applied.
    @discardableResult
    func applied(_ delivery: Delivery, _ moment: String = "") async throws -> FoundRecord {
        let outcome = try await send(delivery)
        guard case .applied(let record) = outcome else {
            throw BenchError(description: "\(delivery.object) \(moment): \(outcome)")
        }
        return record
    }

    /// Sends what must become a case, whose text has all the words.
    func refused(_ delivery: Delivery, _ words: String..., at location: SourceLocation = #_sourceLocation) async throws
    {
        let outcome = try await send(delivery)
        guard case .rejected(let reason) = outcome else {
            Issue.record("\(delivery.object): \(outcome)", sourceLocation: location)
            return
        }
        for word in words { #expect(reason.contains(word), sourceLocation: location) }
    }

    // MARK: What Odoo holds

    func orders(_ number: String = "1") async throws -> [JSON] {
        try await person.records(
            "purchase.order",
            [["partner_ref", "=", .string("PO-\(mark)-\(number)")]],
            ["state", "amount_untaxed", "company_id", "order_line"]
        )
    }

    func pickings(_ number: String = "1") async throws -> [JSON] {
        try await person.records(
            "stock.picking",
            [["purchase_id.partner_ref", "=", .string("PO-\(mark)-\(number)")]],
            ["state", "origin", "move_ids"]
        )
    }

    func moves(of picking: JSON) async throws -> [JSON] {
        try await person.records(
            "stock.move",
            [["picking_id", "=", picking["id"] ?? 0]],
            ["quantity", "product_uom_qty", "state"]
        )
    }

    /// The bills and credit notes of the supplier.
    func bills() async throws -> [JSON] {
        try await person.records(
            "account.move",
            [["partner_id", "=", .integer(supplier)], ["move_type", "in", ["in_invoice", "in_refund"]]],
            ["state", "ref", "date", "invoice_date", "amount_untaxed", "amount_residual", "payment_state", "move_type"]
        )
    }

    func payments() async throws -> [JSON] {
        try await person.records(
            "account.payment",
            [["partner_id", "=", .integer(supplier)]],
            ["state", "amount", "date", "move_id"]
        )
    }
}

extension DocumentBench {
    /// Changes a record for the time of a test, and puts back what stood there before, also after an error.
    func with(
        _ values: JSONObject,
        of model: String,
        _ id: Int64,
        _ test: () async throws -> Void
    ) async throws {
        let fields = values.map(\.key)
        let record = try #require(try await person.records(model, [["id", "=", .integer(id)]], fields).first)
        var before = JSONObject()
        for field in fields { before[field] = record[field] }
        do {
            try await person.write(model, id, .object(values))
            try await test()
        } catch {
            try await person.write(model, id, .object(before))
            throw error
        }
        try await person.write(model, id, .object(before))
    }
}

/// What a bench cannot go on with.
struct BenchError: Error, CustomStringConvertible {
    let description: String
}

extension OdooContractTests {
    /// One party of each version, for what is the same over all wires.
    static let versions = parties.filter { party in
        party.version == nil || ["17 xmlrpc", "18 jsonrpc", "19 json2"].contains(party.description)
    }
}

extension OdooContractTests.Party {
    private static let environment = OdooContractTests.environment

    var database: String { version == nil ? Self.environment["PURLIN_ODOO_DATABASE"] ?? "" : "kestrel" }

    func simulator() async throws -> SimulatedOdoo? {
        guard let version else { return nil }
        return try await SimulatedOdoo(version: version)
    }

    func address(_ simulator: SimulatedOdoo?) -> String {
        simulator?.address ?? Self.environment["PURLIN_ODOO_ADDRESS"] ?? ""
    }

    /// A connector to the server of this party.
    func connector(
        _ simulator: SimulatedOdoo?,
        _ clock: ManualClock,
        _ more: [String: ConnectorConfiguration.Value] = [:]
    ) throws -> OdooConnector {
        let isReal = simulator == nil
        let values: [String: ConnectorConfiguration.Value] = [
            "address": .text(address(simulator)), "database": .text(database),
            "login": .text(isReal ? Self.environment["PURLIN_ODOO_LOGIN"] ?? "" : "connector"),
            "key": .secret(Secret(isReal ? Self.environment["PURLIN_ODOO_KEY"] ?? "" : SimulatedOdoo.key)),
            "wire": .text(wire), "timeZone": .text("America/Denver"), "namespace": .text("purlin_contract"),
        ]
        return try OdooConnector(
            configuration: ConnectorConfiguration(
                system: "odoo",
                values: values.merging(more) { _, given in given }
            ),
            services: ConnectorServices(transport: try CurlTransport(), clock: clock, log: RecordingLog())
        )
    }
}
