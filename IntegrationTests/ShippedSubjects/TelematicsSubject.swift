import CanonicalModel
package import ConnectorConformance
package import ConnectorKit
import CurlTransport
import FoundationEssentials
import JSON
import TelematicsConnector

/// The telematics connector against one of the fleets of the simulated providers, each in a dialect of its own.
package struct TelematicsSubject: ConformanceSubject, CustomStringConvertible {
    package let fleet: String

    package var connector: any Connector.Type { TelematicsConnector.self }
    package var name: String { "telematics-\(fleet)" }
    package var hostProgram: String? { "telematics-host" }
    package var description: String { name }

    package func makeWorld() async throws -> any ConformanceWorld { try await TelematicsWorld(fleet: fleet) }

    package static let all = ["iso", "aemp1", "jcma", "json"].map(TelematicsSubject.init)
}

/// A fleet on the first working day of its story, in the evening.
struct TelematicsWorld: ReadableWorld {
    let clock: ManualClock
    private let simulator: SimulatedSystem
    private let fleet: String
    /// The codes of the fleet's machines by what providers call them.
    private let codes: [String: String]

    init(fleet: String) async throws {
        self.fleet = fleet
        simulator = try await SimulatedSystem.reused("telematics-simulator", ["--seed", "1"], over: CurlTransport())
        clock = ManualClock(Instant(seconds: 1_767_666_600))
        try await simulator.advance(to: clock.now)
        let dispatch = try await simulator.control("GET", "dispatch")
        codes = Dictionary(
            (dispatch["machines"]?.arrayValue ?? []).flatMap { machine in
                ["pin", "serial", "equipmentId"].compactMap { name in
                    machine["identifiers"]?[name]?.stringValue.map { ($0, machine["equipment"]?.stringValue ?? "") }
                }
            }
        ) { first, _ in first }
    }

    var transport: any HTTPTransport { simulator.transport }
    var configuration: ConnectorConfiguration { configured() }

    /// The sound values, but for those that are given; `nil` leaves a key out.
    private func configured(_ others: [String: ConnectorConfiguration.Value?] = [:]) -> ConnectorConfiguration {
        let sound: [String: ConnectorConfiguration.Value?] = [
            "address": .text("\(simulator.address)/\(fleet)"), "user": .text("kst"),
            "password": .secret(Secret("fleet-demo")),
        ]
        let values = sound.merging(others) { _, other in other }.compactMapValues { $0 }
        return ConnectorConfiguration(system: "fleet", values: values)
    }

    var misconfigurations: [Misconfiguration] {
        let client: [String: ConnectorConfiguration.Value?] = [
            "user": nil, "password": nil, "clientId": .text("kst"),
            "clientSecret": .secret(Secret("wrong")),
            "tokenAddress": .text("\(simulator.address)/no-token"), "scope": .text("aemp"),
        ]
        return [
            Misconfiguration("a wrong password", configured(["password": .secret(Secret("wrong"))]), naming: ["user"]),
            Misconfiguration("no password", configured(["password": nil]), naming: ["password"]),
            Misconfiguration("a token beside a user", configured(["token": .secret(Secret("t"))]), naming: ["token"]),
            Misconfiguration("another path", configured(["address": .text(simulator.address)]), naming: ["address"]),
            Misconfiguration("no address at all", configured(["address": .text("fleet")]), naming: ["address"]),
            Misconfiguration("a client whom nobody knows", configured(client), naming: ["no-token"]),
            Misconfiguration(
                "a day that is none",
                configured(["tokenExpires": .text("soon")]),
                naming: ["tokenExpires"]
            ),
            Misconfiguration("an unknown format", configured(["format": .text("csv")]), naming: ["format", "xml"]),
            Misconfiguration("no page at all", configured(["maximumPages": .integer(0)]), naming: ["maximumPages"]),
        ]
    }

    /// Nothing: an account sees its snapshot or is refused, which is a wrong password.
    func withhold(_ object: String) async throws -> ConnectorConfiguration? { nil }

    /// The machines of the fleet, which report once a day at least.
    func rows(of stream: SourceStream) async throws -> Set<String>? {
        let truth = try await simulator.control("GET", "truth")
        return Set(
            (truth["machines"]?.arrayValue ?? []).filter { $0["fleet"]?.stringValue == fleet }
                .compactMap { $0["equipment"]?.stringValue }
        )
    }

    /// What each machine's meter shows: after work, that is what it last reported; a new meter is reported with the next work.
    func contents(of stream: SourceStream) async throws -> [String: [JSON]]? {
        let truth = try await simulator.control("GET", "truth")
        let machines = (truth["machines"]?.arrayValue ?? []).filter { $0["fleet"]?.stringValue == fleet }
        return Dictionary(
            machines.filter { $0["meterReplacements"] == [] }.compactMap { machine in
                guard let code = machine["equipment"]?.stringValue,
                    let hours = (machine["meter"]?["hours"]?.stringValue).flatMap({ Decimal(plain: $0) }),
                    let seconds = Int64((hours * 3600).plainText)
                else { return nil }
                return (code, [["series": "operatingHours", "counterSeconds": .integer(seconds)]])
            }
        ) { first, _ in first }
    }

    func row(of record: SourceRecord, in stream: SourceStream) -> String {
        let identity = record.payload["equipment"]
        let names = ["pin", "serial", "equipmentId"].compactMap { identity?[$0]?.stringValue }
        return names.lazy.compactMap { codes[$0] }.first ?? names.last ?? record.id
    }

    /// Nobody adds a machine while a test runs.
    func add(_ count: Int, to stream: SourceStream) async throws -> Set<String>? { nil }

    /// A day passes, after which every machine has reported again.
    func change(_ row: String, in stream: SourceStream) async throws -> Bool {
        clock.advance(by: .seconds(86_400))
        try await synchronise()
        return true
    }

    /// A display that shows words instead of hours.
    func spoil(_ row: String, in stream: SourceStream) async throws -> Bool {
        let quirk: JSON = ["name": "hours-as-text", "equipment": .string(row)]
        try await simulator.control("POST", "quirks", ["enable": [quirk]])
        return true
    }

    /// Providers show what they have; nobody deletes it.
    func delete(_ row: String, from stream: SourceStream) async throws -> Bool { false }

    func synchronise() async throws { try await simulator.advance(to: clock.now) }

    func end() async { simulator.giveBack() }
}
