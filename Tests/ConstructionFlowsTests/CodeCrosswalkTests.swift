import CanonicalModel
import ConstructionFlows
import FoundationEssentials
import Testing

@Suite("Crosswalk of cost codes")
struct CodeCrosswalkTests {
    private let january = CalendarDate(daysSince1970: 20_454)

    private func entry(
        _ from: String,
        _ costCode: String = "03-300",
        type: String? = nil,
        _ costType: CostType = .labour,
        system: String = "field",
        validFrom: Int = -30,
        validUntil: Int? = nil,
        approvedBy: String? = "controller"
    ) -> CodeMapping {
        CodeMapping(
            system: system,
            from: from,
            fromType: type,
            costCode: costCode,
            costType: costType,
            validFrom: january.adding(days: validFrom),
            validUntil: validUntil.map { january.adding(days: $0) },
            approvedBy: approvedBy
        )
    }

    @Test("several spellings stand for one cost code, each by an entry of its own")
    func manyToOne() {
        let crosswalk = CodeCrosswalk(["03 30 00", "03-300", "3300", "26-014-03300.L"].map { entry($0) })
        for spelling in ["03 30 00", "03-300", "3300", "26-014-03300.L", " 3300 "] {
            let match = crosswalk.match(spelling, of: "field", on: january)
            #expect(match == .mapped(costCode: "03-300", costType: .labour), "\(spelling)")
        }
        #expect(crosswalk.match("03300", of: "field", on: january) == .unmapped)
        #expect(crosswalk.match("3300", of: "office", on: january) == .unmapped)
    }

    @Test("a declared spelling ignores its characters for that system alone")
    func declaredSpelling() {
        let crosswalk = CodeCrosswalk(
            [entry("03-300"), entry("03-300", system: "office")],
            ignoring: ["field": ["-", " ", "."]]
        )
        #expect(crosswalk.match("03.30 0", of: "field", on: january) == .mapped(costCode: "03-300", costType: .labour))
        #expect(crosswalk.match("03300", of: "office", on: january) == .unmapped)
    }

    @Test("an entry holds from its first day to the day before its last, and no longer")
    func validity() {
        let crosswalk = CodeCrosswalk([
            entry("3300", validFrom: 0, validUntil: 10), entry("3300", "03-310", validFrom: 10),
            entry("old", validUntil: 0),
        ])
        func code(_ day: Int) -> CodeCrosswalk.Match {
            crosswalk.match("3300", of: "field", on: january.adding(days: day))
        }
        #expect(code(-1) == .notYetValid(from: january))
        #expect(code(0) == .mapped(costCode: "03-300", costType: .labour))
        #expect(code(9) == .mapped(costCode: "03-300", costType: .labour))
        #expect(code(10) == .mapped(costCode: "03-310", costType: .labour))
        #expect(crosswalk.match("old", of: "field", on: january) == .noLongerValid(since: january))
    }

    @Test("what nobody approved does not count, also not against what somebody did")
    func approval() {
        let waiting = entry("3300", "03-310", approvedBy: nil)
        #expect(CodeCrosswalk([waiting]).match("3300", of: "field", on: january) == .notApproved)
        let both = CodeCrosswalk([waiting, entry("3300")])
        #expect(both.match("3300", of: "field", on: january) == .mapped(costCode: "03-300", costType: .labour))
    }

    @Test("two entries that say different things are for a person to decide; the same thing twice is one")
    func ambiguity() {
        let two = CodeCrosswalk([entry("3300"), entry("3300", "03-310")])
        #expect(two.match("3300", of: "field", on: january) == .ambiguous(["03-300 labour", "03-310 labour"]))
        let same = CodeCrosswalk([entry("3300"), entry("3300", validFrom: -60)])
        #expect(same.match("3300", of: "field", on: january) == .mapped(costCode: "03-300", costType: .labour))
    }

    @Test("an entry for a kind of cost goes before one for any")
    func types() {
        let crosswalk = CodeCrosswalk([
            entry("3300"), entry("3300", "03-305", type: "M", .material), entry("4400", "04-400", type: "L"),
        ])
        func match(_ code: String, _ type: String?) -> CodeCrosswalk.Match {
            crosswalk.match(code, type: type, of: "field", on: january)
        }
        #expect(match("3300", "M") == .mapped(costCode: "03-305", costType: .material))
        #expect(match("3300", "L") == .mapped(costCode: "03-300", costType: .labour))
        #expect(match("3300", nil) == .mapped(costCode: "03-300", costType: .labour))
        #expect(match("4400", nil) == .mapped(costCode: "04-400", costType: .labour))
        #expect(match("4400", "M") == .unmapped)
    }

    @Test("coverage names what is not mapped, with how often and how much")
    func coverage() throws {
        let crosswalk = CodeCrosswalk([entry("3300"), entry("4400", approvedBy: nil)])
        func use(_ code: String, _ amount: Int) -> CodeCoverage.Use {
            CodeCoverage.Use(system: "field", code: code, date: january, amount: Decimal(amount))
        }
        let two = CodeCoverage.Use(system: "field", code: "5500", date: january, amount: 7, count: 2)
        let uses = [use("3300", 8), use("9999", 3), use("4400", 2), use("9999", -1), two]
        let coverage = CodeCoverage(of: uses, in: crosswalk)
        #expect(!coverage.isComplete)
        #expect([coverage.uses, coverage.covered] == [6, 1])
        #expect([coverage.amount, coverage.coveredAmount] == [19, 8])
        #expect(coverage.gaps.map(\.code) == ["4400", "5500", "9999"])
        #expect(coverage.gaps.map(\.match) == [.notApproved, .unmapped, .unmapped])
        #expect(coverage.gaps.map(\.uses) == [1, 2, 2])
        #expect(coverage.gaps.map(\.amount) == [2, 7, 2])
        #expect(CodeCoverage(of: [use("3300", 8)], in: crosswalk).isComplete)
    }
}
