import ConnectorKit
import Testing

/// The promises of reading: kept with each style of paging, and each shown to fail with a broken source.
struct ReadRuleTests {
    @Test(arguments: ReadRule.all.values.sorted { $0.name < $1.name })
    func aSoundSourceKeepsThePromise(rule: ReadRule) async throws {
        for paging in [IncrementalStream.Paging.position, .token, .offset] {
            let violations = try await rule.violations(YardSource.self, paging)
            #expect(violations == [], "\(paging)")
        }
    }

    @Test(arguments: BrokenSource.all)
    func aBrokenSourceIsFoundOut(broken: BrokenSource) async throws {
        for number in broken.breaks {
            let rule = try #require(ReadRule.all[number])
            let violations = try await rule.violations(broken.type, broken.paging)
            #expect(!violations.isEmpty, "\(rule.name) does not notice \(broken.type)")
        }
    }

    @Test func everyPromiseIsBrokenByAtLeastOneSource() {
        let broken = Set(BrokenSource.all.flatMap(\.breaks))
        #expect(ReadRule.all.keys.sorted() == broken.sorted())
        #expect(ReadRule.all.count == 14)
    }
}
