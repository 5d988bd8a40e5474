import JSON
import SimulatorKit
import Testing

struct DeterminismTests {
    /// The files of two months, by name, with their digests.
    private func months(seed: UInt64, steps: [String]) async throws -> [JSON] {
        let office = try EstimatingOffice(
            seed: seed,
            quirks: ["exported-twice", "shuffled-lines", "slow-upload:times=2"],
            ["schedule": "P7D", "format": "bc3"]
        )
        for step in steps { try await office.at(step) }
        return try await office.exports()
    }

    @Test func sameSeedGivesTheSameBytesWhateverTheStepsAre() async throws {
        let first = try await months(seed: 26, steps: ["2026-03-01T00:00:00Z"])
        let days = (1...31).map { "2026-01-\($0 < 10 ? "0" : "")\($0)T23:00:00Z" }
        #expect(try await months(seed: 26, steps: days + ["2026-03-01T00:00:00Z"]) == first)
        #expect(first.count > 20)
        #expect(try await months(seed: 27, steps: ["2026-03-01T00:00:00Z"]) != first)
    }

    @Test func seedOneGivesTheseBudgetsInEveryProcess() async throws {
        let office = try EstimatingOffice()
        try await office.at("2026-03-01T00:00:00Z")
        let budgets = try #require(try await office.ask("GET", "truth")["budgets"]?.arrayValue)
        #expect(
            budgets.map { $0["estimate"] } == ["E26-014", "E26-015", "E26-016", "E26-018"]
        )
        #expect(budgets.map { $0["total"] } == ["161894.20", "247081.14", "217539.43", "301899.04"])
    }

    @Test func aSnapshotContinuesExactlyEvenInTheMiddleOfAnUpload() async throws {
        let office = try EstimatingOffice(quirks: ["slow-upload"])
        try await office.at("2026-01-02T16:02:00Z")
        #expect(try office.names() == ["E26-014_R03_0001.csv.partial"])
        let snapshot = try await office.ask("GET", "snapshot")
        try await office.at("2026-02-10T00:00:00Z")
        let truth = try await office.ask("GET", "truth")

        let other = try EstimatingOffice(seed: 1)
        try await other.ask("PUT", "snapshot", snapshot)
        #expect(try await other.ask("GET", "snapshot") == snapshot)
        try await other.at("2026-02-10T00:00:00Z")
        #expect(try await other.ask("GET", "truth") == truth)
        #expect(try other.file("E26-014_R03_0001.csv") == office.file("E26-014_R03_0001.csv"))
        #expect(try other.names() == office.names())
    }

    @Test func aSnapshotOfSomethingElseChangesNothing() async throws {
        let office = try EstimatingOffice()
        let before = try await office.ask("GET", "truth")
        let refusal = try await office.refusal(
            "PUT",
            "snapshot",
            [
                "system": "estimating", "now": "2026-01-01T07:00:00Z", "faults": ["rules": []],
                "state": ["estimates": 7],
            ]
        )
        #expect(!refusal.isEmpty)
        #expect(try await office.ask("GET", "truth") == before)
    }

    @Test func everyFormatAndQuirkIsInTheCoverageLedger() async throws {
        let office = try EstimatingOffice()
        let coverage = try await office.ask("GET", "coverage")
        let names = try #require(coverage["operations"]?.arrayValue).compactMap { $0["operation"]?.stringValue }
        let quirks = try #require(try await office.ask("GET", "quirks")["available"]?.arrayValue)
        for quirk in quirks {
            let name = try #require(quirk["name"]?.stringValue)
            #expect(names.contains("quirk \(name)"))
        }
        for format in ["csv", "sage", "bc3", "gaeb-x83", "gaeb-x84", "gaeb-x86"] {
            #expect(names.contains { $0.hasPrefix("export") && $0.contains(format) })
        }
    }
}
