import Testing

/// The harness finds whatever is broken on purpose.
@Suite(.serialized)
struct BrokenPartTests {
    /// Within so many seeds.
    private static let seeds: UInt64 = 400
    private static let step: UInt64 = 4

    @Test(arguments: BrokenPart.allCases)
    func aBrokenPartIsFound(part: BrokenPart) async throws {
        let repeating: UInt64 = part == .ownDice ? 1000 : 0
        var first: UInt64?
        for start in stride(from: 1, to: Self.seeds, by: Int(Self.step)) where first == nil {
            let summary = await SeedRange.run(start...(start + Self.step - 1), repeating: repeating, parts: part.parts)
            let failures = summary.failures.filter { part.isNamed(by: $0) }.map(\.seed)
            first = (failures + summary.differing).min()
        }
        print("\(part): found with seed \(first.map(String.init) ?? "none")")
        #expect(first != nil)
    }
}

extension BrokenPart {
    /// Whether a seed failed because of this part.
    fileprivate func isNamed(by report: SimulatedSeed.Report) -> Bool {
        report.violations.contains { violation in invariants.contains { violation.hasPrefix("\($0):") } }
    }
}
