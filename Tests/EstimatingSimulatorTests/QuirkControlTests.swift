import JSON
import Testing

struct QuirkControlTests {
    @Test func eachIsExplainedAndCounted() async throws {
        let office = try EstimatingOffice(quirks: ["not-final:estimate=E26-014,times=2"], ["story": "false"])
        let book = try await office.ask("GET", "quirks")
        let available = try #require(book["available"]?.arrayValue)
        #expect(available.count == 33)
        #expect(available.allSatisfy { $0["meaning"]?.stringValue?.hasSuffix(".") == true })
        #expect(book["enabled"] == [["name": "not-final", "estimate": "E26-014", "times": 2]])
        for _ in 1...3 { _ = try await office.export() }
        #expect(try await office.served("not-final") == 2)
        #expect(
            try await office.exports().map { $0["expected"]?["total"] } == ["101894.20", "101894.20", "161894.20"]
        )
    }

    @Test func anotherEstimateIsNotAffected() async throws {
        let office = try EstimatingOffice(quirks: ["zero-byte:estimate=E26-099"], ["story": "false"])
        #expect(try await !office.export().isEmpty)
        #expect(try await office.served("zero-byte") == 0)
    }

    @Test func oneThatMakesNoDifferenceIsNotCounted() async throws {
        let office = try EstimatingOffice(
            quirks: ["assembly-and-parts", "bc3-decimals", "award-as-x83", "x84-bare", "unmarked-allowances"],
            ["story": "false"]
        )
        try await office.work("award")
        let served = try #require(try await office.ask("GET", "truth")["quirksServed"]?.objectValue)
        #expect(served.allSatisfy { $0.value == 0 })
    }

    @Test(
        arguments: [
            ["enable": ["nonsense"]], ["disable": ["zero-byte"]], ["enable": [["name": "zero-byte", "page": 1]]],
            ["enable": [["name": "zero-byte", "times": 0]]], ["switch": []],
        ] as [JSON]
    )
    func wrongRequestsChangeNothing(body: JSON) async throws {
        let office = try EstimatingOffice(quirks: ["not-final"])
        let before = try await office.ask("GET", "quirks")
        #expect(try await !office.refusal("POST", "quirks", body).isEmpty)
        #expect(try await office.ask("GET", "quirks") == before)
    }
}
