import CanonicalModel
import ConnectorKit
import ConnectorTesting
import CurlTransport
import Foundation
import JSON
import OdooConnector
import Recordings
import Testing

/// What the Odoo connector does through a recorder, and then with the recording in Odoo's place.
struct OdooRecordingTests {
    static let key = "canary-key-4711"

    /// One version and one way to speak to it.
    struct Party: Sendable, CustomTestStringConvertible {
        let version: Int
        let wire: String

        var testDescription: String { "\(version) \(wire)" }
    }

    private static let parties = [
        Party(version: 17, wire: "jsonrpc"), Party(version: 18, wire: "xmlrpc"), Party(version: 19, wire: "json2"),
    ]

    @Test(.timeLimit(.minutes(3)), arguments: parties)
    func theConnectorSeesNoDifference(_ party: Party) async throws {
        let place = try Site()
        let file = place.folder.appendingPathComponent("odoo.recording")
        let recorded = try await record(party, into: file)

        let recording = try Recording(reading: [UInt8](Data(contentsOf: file)))
        #expect(recording.exchanges.count > 5 && recording.exchanges.contains { $0.isChange })
        #expect(recording.exchanges.allSatisfy { $0.answer != nil })
        #expect(
            recorded.contains { $0.contains("applied") } && recorded.contains { $0.contains("EX-104") },
            "\(recorded)"
        )

        let replay = try await RunningSimulator("replay-simulator", ["--recording", file.path])
        let replayed = try await Self.work(replay.address, party.wire)
        #expect(replayed.count == recorded.count)
        for (one, other) in zip(recorded, replayed) { #expect(one == other) }
        let truth = try await replay.control("GET", "truth")
        #expect(truth["unanswered"] == [] && truth["unserved"] == [], "\(truth.text())")
        let unmatched = try await replay.control("GET", "requests?unmatched=true")
        #expect(unmatched["count"] == 0)
    }

    /// The key of the connector, a number of the company and an address: none of them is in the file in any form.
    @Test(.timeLimit(.minutes(3)), arguments: parties)
    func noSecretAndNoPersonIsInTheRecording(_ party: Party) async throws {
        let place = try Site()
        let file = place.folder.appendingPathComponent("odoo.recording")
        _ = try await record(party, into: file)

        let text = try String(contentsOf: file, encoding: .utf8)
        for secret in [Self.key, "canary.person@kst.example", "DE136695976"] {
            let forms = [secret, Data(secret.utf8).base64EncodedString(), secret.replacing("@", with: "%40")]
            for form in forms { #expect(!text.contains(form), "\(form) is in the recording") }
        }
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    /// What the connector did through a recorder, whose file is closed.
    private func record(_ party: Party, into file: URL) async throws -> [String] {
        let odoo = try await RunningSimulator(
            "odoo-simulator",
            ["--version", "\(party.version)", "--api-key", Self.key, "--grant-fleet", "true", "--database", "kestrel"]
        )
        let recorder = try await RunningRecorder(
            to: odoo.address,
            into: file,
            ["--system", "odoo", "--system-version", "\(party.version).0"]
        )
        let lines = try await Self.work(recorder.address, party.wire)
        #expect(recorder.stop() == 0)
        return lines
    }

    /// Writes and reads what a connector does, and lists what it was told.
    static func work(_ address: String, _ wire: String) async throws -> [String] {
        let connector = try OdooConnector(
            configuration: ConnectorConfiguration(
                system: "odoo",
                values: [
                    "address": .text(address), "database": .text("kestrel"), "login": .text("connector"),
                    "key": .secret(Secret(key)), "wire": .text(wire), "timeZone": .text("America/Denver"),
                ]
            ),
            services: ConnectorServices(
                transport: CurlTransport(),
                clock: ManualClock(Instant(seconds: 1_767_614_400)),
                log: RecordingLog()
            )
        )
        var lines = try await connector.check().map { $0.message.replacing(address, with: "the address") }
        let identity = EquipmentIdentity(oem: "Orvik", model: "OX 30", serial: "OX30-104")
        let project = Project(code: "26-014", title: "North Quay", timeZone: "America/Denver")
        let batches = [
            [delivery(project)], [delivery(Equipment(code: "EX-104", category: "", identity: identity))],
            try [("1", "0.50"), ("2", "11.25")].map { delivery(try cost($0.0, hours: $0.1)) },
        ]
        for batch in batches { lines += try await connector.apply(batch).map(line) }
        // A second time: nothing more is made, and what is there is found.
        for batch in batches {
            lines += try await connector.apply(batch).map(line)
            lines += try await connector.find(batch).map { "found \($0.map(line) ?? "nothing")" }
        }
        try await partner(at: address)
        for stream in connector.incrementalStreams {
            let changes = try await connector.changes(of: stream, .since(nil))
            lines += changes.rows.map { "\($0)" }
        }
        return lines
    }

    private static func line(_ outcome: DeliveryOutcome) -> String {
        guard case .applied(let record) = outcome else { return "\(outcome)" }
        return "applied \(line(record))"
    }

    private static func line(_ record: FoundRecord) -> String {
        "\(record.reference) \(record.totals.sorted { $0.key < $1.key })"
    }

    /// Somebody with an address and a tax number, whom another program makes and reads.
    private static func partner(at address: String) async throws {
        let values: JSON = ["name": "Kestrel", "email": "canary.person@kst.example", "vat": "DE136695976"]
        let head: [JSON] = ["kestrel", 7, .string(key), "res.partner"]
        let calls: [[JSON]] = [
            ["create", [[values]]],
            ["search_read", [[["email", "=", "canary.person@kst.example"]], ["vat", "email"]]],
        ]
        for call in calls {
            let body: JSON = [
                "jsonrpc": "2.0", "id": 1, "method": "call",
                "params": ["service": "object", "method": "execute_kw", "args": .array(head + call)],
            ]
            let request = HTTPRequest(
                method: "POST",
                url: "\(address)/jsonrpc",
                headers: [HTTPField("Content-Type", "application/json")],
                body: Array(body.text().utf8)
            )
            let answer = try await CurlTransport().send(request)
            #expect(answer.status == 200)
        }
    }

    private static func cost(_ number: String, hours: String) throws -> CostEntry {
        CostEntry(
            key: "EX-104/\(number)",
            company: "KST",
            project: "26-014",
            costCode: "02-315",
            serviceDate: try #require(CalendarDate("2026-01-05")),
            equipment: "EX-104",
            hours: try #require(Decimal(string: hours)),
            rate: Money(try #require(Decimal(string: "129.95")), try #require(Currency("USD")))
        )
    }

    private static func delivery(_ object: some CanonicalObject) -> Delivery {
        Delivery(key: object.key, object: type(of: object).name, payload: object.json)
    }
}
