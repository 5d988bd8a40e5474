import CanonicalModel
import ConnectorRuntime
import ConnectorStore
import ConstructionFlows
import JSON
import Testing

/// Whatever comes after hours have moved to another pay period, payroll never has them twice for good, and never loses
/// hours that it had (domain.md P-5).
@Suite("Moved hours in every order")
struct MovedHoursOrderTests {
    /// One thing that happens to the entry `a`, or the time that passes.
    enum Step: Sendable {
        /// A version of so many hours on a day.
        case approved(String, on: String)
        case submitted(String, on: String)
        /// As `approved` and `submitted`, but no step is taken before the next thing comes.
        case approvedUntaken(String, on: String)
        case submittedUntaken(String, on: String)
        /// People approve what they are asked and payroll answers, until a time.
        case pay(until: String)
        /// Nobody decides, until a time.
        case wait(until: String)
        /// What payroll has now, by pay period.
        case payrollHas([String: String])
    }

    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let steps: [Step]

        init(_ name: String, _ steps: [Step]) {
            testDescription = name
            self.steps = steps
        }
    }

    private static let first = "2025-12-30"
    private static let second = "2026-01-06"
    private static let third = "2026-01-13"
    private static let paidInTheFirst: [Step] = [.approved("8", on: first), .pay(until: "2026-01-06T00:00:00Z")]
    /// Both periods have the hours, and a person is asked to take them back in the first.
    private static let askedToTakeBack: [Step] =
        paidInTheFirst + [
            .approved("8", on: second), .pay(until: "2026-01-12T19:00:00Z"), .wait(until: "2026-01-13T00:00:00Z"),
            .payrollHas(["2026-01-04": "8", "2026-01-11": "8"]),
        ]

    static let stories = [
        Story(
            "nothing is taken back before the new line has gone",
            paidInTheFirst + [
                .approved("8", on: second), .pay(until: "2026-01-12T00:00:00Z"), .payrollHas(["2026-01-04": "8"]),
                .pay(until: "2026-01-14T00:00:00Z"), .payrollHas(["2026-01-11": "8"]),
            ]
        ),
        Story(
            "an unapproved version back on the old day does not keep what is paid twice from being taken back",
            askedToTakeBack + [
                .submitted("8", on: first), .pay(until: "2026-01-20T00:00:00Z"), .payrollHas(["2026-01-11": "8"]),
                .approved("7", on: first), .pay(until: "2026-01-27T00:00:00Z"), .payrollHas(["2026-01-04": "7"]),
            ]
        ),
        Story(
            "an unapproved version on the new day does not either",
            askedToTakeBack + [
                .submitted("6", on: second), .pay(until: "2026-01-20T00:00:00Z"), .payrollHas(["2026-01-11": "8"]),
                .approved("6", on: second), .pay(until: "2026-01-27T00:00:00Z"), .payrollHas(["2026-01-11": "6"]),
            ]
        ),
        Story(
            "an unapproved version in a third period does not either",
            askedToTakeBack + [
                .submitted("8", on: third), .pay(until: "2026-01-27T00:00:00Z"), .payrollHas(["2026-01-11": "8"]),
                .approved("8", on: third), .pay(until: "2026-02-03T00:00:00Z"), .payrollHas(["2026-01-18": "8"]),
            ]
        ),
        Story(
            "hours that are unapproved on their old day before the new line has gone stay where they are",
            paidInTheFirst + [
                .approved("8", on: second), .submitted("8", on: first), .pay(until: "2026-01-20T00:00:00Z"),
                .payrollHas(["2026-01-04": "8"]), .approved("8", on: first), .pay(until: "2026-01-27T00:00:00Z"),
                .payrollHas(["2026-01-04": "8"]),
            ]
        ),
        Story(
            "hours that are unapproved on their new day before the new line has gone stay where they are",
            paidInTheFirst + [
                .approved("8", on: second), .pay(until: "2026-01-09T00:00:00Z"), .submitted("8", on: second),
                .pay(until: "2026-01-20T00:00:00Z"), .payrollHas(["2026-01-04": "8"]), .approved("8", on: second),
                .pay(until: "2026-01-27T00:00:00Z"), .payrollHas(["2026-01-11": "8"]),
            ]
        ),
        Story(
            "hours that are approved back on their old day while both periods have them are taken back in the new one",
            askedToTakeBack + [
                .approved("8", on: first), .pay(until: "2026-01-20T00:00:00Z"), .payrollHas(["2026-01-04": "8"]),
            ]
        ),
        Story(
            "hours that are deleted on their new day before they went are taken back on the old one",
            paidInTheFirst + [
                .approved("8", on: second), .submitted("0", on: second), .approved("0", on: second),
                .pay(until: "2026-01-20T00:00:00Z"), .payrollHas([:]),
            ]
        ),
        Story(
            "hours that are deleted while both periods have them are taken back in both",
            askedToTakeBack + [
                .approved("0", on: second), .pay(until: "2026-01-20T00:00:00Z"), .payrollHas([:]),
            ]
        ),
        Story(
            "hours that move on before the second line has gone are taken back once the third has",
            paidInTheFirst + [
                .approved("8", on: second), .pay(until: "2026-01-08T00:00:00Z"), .approved("8", on: third),
                .pay(until: "2026-01-14T00:00:00Z"),
                .payrollHas(["2026-01-04": "8"]), .pay(until: "2026-01-19T19:00:00Z"), .submitted("8", on: first),
                .pay(until: "2026-01-27T00:00:00Z"), .payrollHas(["2026-01-18": "8"]),
            ]
        ),
        Story(
            "hours that move on while two periods have them end in the third alone",
            askedToTakeBack + [
                .approved("8", on: third), .pay(until: "2026-01-19T19:00:00Z"), .submitted("8", on: first),
                .pay(until: "2026-01-27T00:00:00Z"), .payrollHas(["2026-01-18": "8"]),
            ]
        ),
        Story(
            "hours that two periods have stay in neither when they move on by way of an unapproved version in the first",
            askedToTakeBack + [
                .submitted("8", on: first), .approved("8", on: third), .submitted("8", on: third),
                .pay(until: "2026-01-27T00:00:00Z"), .payrollHas(["2026-01-11": "8"]), .approved("8", on: third),
                .pay(until: "2026-02-03T00:00:00Z"), .payrollHas(["2026-01-18": "8"]),
            ]
        ),
        Story(
            "an unapproved version that comes back before any step is taken leaves the move as it was approved",
            paidInTheFirst + [
                .approvedUntaken("8", on: second), .submitted("8", on: first), .approved("8", on: second),
                .submittedUntaken("7", on: first), .submitted("7", on: first), .pay(until: "2026-01-20T00:00:00Z"),
                .payrollHas(["2026-01-04": "8"]), .approved("7", on: first), .pay(until: "2026-01-27T00:00:00Z"),
                .payrollHas(["2026-01-04": "7"]),
            ]
        ),
        Story(
            "an unapproved version that overtakes the notice does not hide that the new line has gone",
            paidInTheFirst + [
                .wait(until: "2026-01-20T00:00:00Z"), .approvedUntaken("8", on: second),
                .submitted("8", on: first), .pay(until: "2026-01-27T00:00:00Z"), .payrollHas(["2026-01-04": "8"]),
                .approved("8", on: second), .pay(until: "2026-02-03T00:00:00Z"), .payrollHas(["2026-01-11": "8"]),
            ]
        ),
    ]

    @Test(arguments: stories)
    func payrollHasHoursOnce(_ story: Story) async throws {
        let office = try HoursOffice()
        for step in story.steps {
            switch step {
            case .approved(let hours, let day): try await office.record("a", hours, on: day)
            case .submitted(let hours, let day): try await office.record("a", hours, on: day, as: .submitted)
            case .approvedUntaken(let hours, let day):
                try await office.record("a", hours, on: day, isTaken: false)
            case .submittedUntaken(let hours, let day):
                try await office.record("a", hours, on: day, as: .submitted, isTaken: false)
            case .pay(let time): try await office.payUntil(time)
            case .wait(let time): try await office.wait(until: time)
            case .payrollHas(let expected): #expect(try await office.payrollHas() == expected)
            }
        }
    }

    @Test func aPeriodThatHoursWentBackToIsForgottenWhereTheyWere() async throws {
        let office = try HoursOffice()
        try await office.record("a", "8", on: Self.first)
        try await office.payUntil("2026-01-06T00:00:00Z")
        try await office.record("a", "8", on: Self.second)
        #expect(try await waiting(in: office)?["time/a"] != nil)
        try await office.record("a", "8", on: Self.first)
        #expect(try await waiting(in: office) == nil)
    }

    /// The periods that wait for those that the second one sends.
    private func waiting(in office: HoursOffice) async throws -> JSON? {
        try await office.store.flowState(flow: TimeToPayrollToJobCost.name, key: "KST/2026-01-11")?
            .state["waitingPeriods"]
    }
}
