import CanonicalModel
import ConnectorKit
import ConnectorTesting
import CurlTransport
import Foundation
import JSON
import OdooConnector
import Testing

/// What every Odoo must do for this connector, simulated or real.
///
/// With `PURLIN_ODOO_ADDRESS`, `PURLIN_ODOO_DATABASE`, `PURLIN_ODOO_LOGIN` and `PURLIN_ODOO_KEY` in the environment, and
/// `PURLIN_ODOO_WIRE` if one form alone is meant, the suite runs against that server and makes records there.
@Suite(.serialized)
struct OdooContractTests {
    /// One server and one way to speak to it.
    struct Party: Sendable, CustomStringConvertible {
        /// The simulated version; `nil` for the server of the environment.
        let version: Int?
        let wire: String

        var description: String { "\(version.map { "\($0)" } ?? "real") \(wire)" }
    }

    static let environment = ProcessInfo.processInfo.environment

    /// Each simulated version with each form that it speaks.
    static let simulated =
        [17, 18, 19].flatMap { version in ["jsonrpc", "xmlrpc"].map { Party(version: version, wire: $0) } }
        + [Party(version: 19, wire: "json2")]

    static let parties =
        environment["PURLIN_ODOO_ADDRESS"] == nil
        ? simulated : [Party(version: nil, wire: environment["PURLIN_ODOO_WIRE"] ?? "auto")]

    /// The server while it runs, and what this run calls its records.
    private struct Bench {
        let simulator: SimulatedOdoo?
        let connector: OdooConnector
        let log = RecordingLog()
        let mark: String

        init(_ party: Party) async throws {
            let environment = OdooContractTests.environment
            simulator = party.version == nil ? nil : try await SimulatedOdoo(version: party.version ?? 18)
            let isReal = simulator == nil
            mark = isReal ? String(UUID().uuidString.prefix(8)) : "T"
            let values: [String: ConnectorConfiguration.Value] = [
                "address": .text(simulator?.address ?? environment["PURLIN_ODOO_ADDRESS"] ?? ""),
                "database": .text(isReal ? environment["PURLIN_ODOO_DATABASE"] ?? "" : "kestrel"),
                "login": .text(isReal ? environment["PURLIN_ODOO_LOGIN"] ?? "" : "connector"),
                "key": .secret(Secret(isReal ? environment["PURLIN_ODOO_KEY"] ?? "" : SimulatedOdoo.key)),
                "wire": .text(party.wire), "timeZone": .text("America/Denver"), "namespace": .text("purlin_contract"),
            ]
            connector = try OdooConnector(
                configuration: ConnectorConfiguration(system: "odoo", values: values),
                services: ConnectorServices(
                    transport: try CurlTransport(),
                    clock: ManualClock(Instant(seconds: 1_772_000_000)),
                    log: log
                )
            )
        }

        var project: Project { Project(code: "\(mark)-014", title: "Contract \(mark)", timeZone: "America/Denver") }

        func cost(_ number: Int, hours: Decimal, project: String? = nil) throws -> Delivery {
            let entry = CostEntry(
                key: "\(mark)/\(number)",
                company: "KST",
                project: project ?? self.project.code,
                costCode: "02-315",
                serviceDate: try #require(CalendarDate("2026-03-05")),
                equipment: "EX <&> é 漢",
                hours: hours,
                rate: Money(try #require(Decimal(string: "129.95")), try #require(Currency("USD")))
            )
            return delivery(entry)
        }

        func delivery(_ object: some CanonicalObject) -> Delivery {
            Delivery(key: object.key, object: type(of: object).name, payload: object.json)
        }
    }

    @Test(arguments: parties)
    func theProbeFindsNothingThatFails(party: Party) async throws {
        let bench = try await Bench(party)
        let findings = try await bench.connector.check()
        #expect(findings.filter { $0.result == .failed } == [])
    }

    @Test(arguments: parties)
    func costsLandOnceWithExactTotalsAndBadOnesAreNamed(party: Party) async throws {
        let bench = try await Bench(party)
        let connector = bench.connector
        let made = try await connector.apply([bench.delivery(bench.project)])
        guard case .applied(let project)? = made.first else {
            Issue.record("\(made)")
            return
        }
        #expect(try await connector.find([bench.delivery(bench.project)]) == [project])
        let good = try (1...20).map { try bench.cost($0, hours: Decimal($0) / 4) }
        let bad = try bench.cost(99, hours: 1, project: "\(bench.mark)-unknown")
        let batch = Array(good.prefix(10)) + [bad] + good.suffix(10)

        let first = try await connector.apply(batch)
        let second = try await connector.apply(batch)

        #expect(first == second)
        for (delivery, outcome) in zip(batch, first) where delivery != bad {
            guard case .applied(let record) = outcome else {
                Issue.record("\(outcome)")
                continue
            }
            #expect(record.totals["hours"] == Decimal(string: delivery.payload["hours"]?.stringValue ?? ""))
            #expect(record.totals["amount"] == Decimal(string: delivery.payload["amount"]?.stringValue ?? ""))
        }
        guard case .rejected(let reason) = first[10] else {
            Issue.record("\(first[10])")
            return
        }
        #expect(reason.contains("\(bench.mark)-unknown"))
        let found = try await connector.find(batch)
        #expect(found.map { $0 == nil } == batch.map { $0 == bad })
    }

    @Test(arguments: parties)
    func whatWasWrittenIsRead(party: Party) async throws {
        let bench = try await Bench(party)
        let connector = bench.connector
        _ = try await connector.apply([bench.delivery(bench.project)])
        _ = try await connector.apply([try bench.cost(1, hours: 2)])
        let stream = try #require(connector.incrementalStreams.first { $0.stream.name == "analyticLines" })
        var codes: [String] = []
        var request = ChangeRequest.since(nil)
        for _ in 0..<100 {
            let page = try await connector.changes(of: stream, request)
            for row in page.rows {
                if case .object(let cost) = row.content { codes.append(cost["project"]?.stringValue ?? "") }
            }
            guard page.hasMore, let last = page.rows.last else { break }
            request = .since(last.time)
        }
        #expect(codes.contains(bench.project.code))
    }

    @Test(arguments: parties)
    func aWrongKeyIsRefused(party: Party) async throws {
        let simulator = try await party.version.asyncMap { try await SimulatedOdoo(version: $0) }
        let environment = Self.environment
        let connector = try OdooConnector(
            configuration: ConnectorConfiguration(
                system: "odoo",
                values: [
                    "address": .text(simulator?.address ?? environment["PURLIN_ODOO_ADDRESS"] ?? ""),
                    "database": .text(simulator == nil ? environment["PURLIN_ODOO_DATABASE"] ?? "" : "kestrel"),
                    "login": .text("connector"), "key": .secret(Secret("wrong")), "wire": .text(party.wire),
                ]
            ),
            services: ConnectorServices(
                transport: try CurlTransport(),
                clock: ManualClock(Instant(seconds: 1_772_000_000)),
                log: RecordingLog()
            )
        )
        let findings = try await connector.check()
        #expect(findings.last?.result == .failed)
        #expect(findings.last?.message.contains("check user and key") == true)
    }
}

extension Optional {
    fileprivate func asyncMap<Result>(_ transform: (Wrapped) async throws -> Result) async rethrows -> Result? {
        guard let value = self else { return nil }
        return try await transform(value)
    }
}
