import ConnectorKit
import CurlTransport
import FoundationEssentials
import JSON

/// Somebody in the simulated firm's office, who calls Odoo over JSON-RPC and remembers what was confirmed.
struct Clerk {
    /// What Odoo said to a call that it did not carry out.
    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    /// What every clerk works with.
    struct Office: Sendable {
        let address: String
        let partner: Int64
        let service: Int64
        let project: Int64
        let account: Int64
        let employee: Int64
    }

    /// What was confirmed to a clerk.
    struct Confirmed: Sendable {
        /// The totals of posted bills, invoices and their reversals, by the entry's id.
        var entries: [Int64: Decimal] = [:]
        var orders = 0
        var hours = Decimal(0)
        /// The external ids of loaded lines.
        var lines: Set<String> = []
        var calls = 0
    }

    let office: Office
    let number: Int
    var confirmed = Confirmed()
    private let transport: CurlTransport
    private var state: UInt64

    /// Creates a clerk whose choices follow from the number.
    init(_ number: Int, in office: Office) throws {
        self.office = office
        self.number = number
        state = UInt64(number + 1) &* 0x9E37_79B9_7F4A_7C15
        transport = try CurlTransport()
    }

    /// A number below `bound`.
    mutating func roll(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    /// The result of a call as administrator; null for a method that returns nothing.
    ///
    /// - Throws: ``Refusal`` if Odoo answers with an error.
    @discardableResult
    mutating func call(
        _ model: String,
        _ method: String,
        _ arguments: JSON...,
        context: JSON = [:]
    ) async throws
        -> JSON
    {
        let request: JSON = [
            "jsonrpc": "2.0", "id": 1,
            "params": [
                "service": "object", "method": "execute_kw",
                "args": [
                    "kestrel", 2, "admin", .string(model), .string(method), .array(arguments), ["context": context],
                ],
            ],
        ]
        let answer = try await transport.send(
            HTTPRequest(
                method: "POST",
                url: "\(office.address)/jsonrpc",
                headers: [HTTPField("Content-Type", "application/json")],
                body: Array(request.text().utf8)
            )
        )
        confirmed.calls += 1
        let envelope = try JSON(parsing: answer.body)
        guard let error = envelope["error"] else { return envelope["result"] ?? .null }
        throw Refusal(description: "\(model).\(method): \(error["data"]?["message"]?.stringValue ?? error.text())")
    }

    /// The id that a call gives.
    mutating func create(_ model: String, _ values: JSON, context: JSON = [:]) async throws -> Int64 {
        let result = try await call(model, "create", values, context: context)
        guard let id = result.integerValue else { throw Refusal(description: "\(model).create gave \(result.text())") }
        return id
    }

    /// One field of one record.
    mutating func value(_ field: String, of model: String, _ id: Int64) async throws -> JSON {
        try await call(model, "read", [.integer(id)], [.string(field)])[0]?[field] ?? .null
    }
}
