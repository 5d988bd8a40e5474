import ConnectorConformance
import ConnectorKit
import JSON
import Synchronization
import Testing

/// What is said of a connector, to people and to programs.
struct ReportTests {
    @Test func whatHoldsEndsWithZeroAndCounts() async {
        let report = await Conformance.report(on: ModelSubject(PositionReader.self), only: ["C01", "C02", "C03"])

        #expect(report.isPassed && report.exitStatus == 0)
        #expect(report.text.hasPrefix("plant 1.0.0\nC01 passed: "))
        #expect(report.text.contains("C03 not applicable: it was never released"))
        #expect(report.text.contains(#/C01 passed: .* \([0-9]+\.[0-9] s\)\n/#))
        #expect(report.text.contains(#/\n2 passed, 0 failed, 0 waived, 1 not applicable, in [0-9]+\.[0-9] s\n$/#))
        #expect(report.json["milliseconds"]?.integerValue != nil)
        #expect(report.json["results"]?.arrayValue?.allSatisfy { $0["milliseconds"]?.integerValue != nil } == true)
    }

    @Test func testsThatAreTriedTogetherAreToldInTheOrderOfTheList() async {
        let subject = MeetingSubject(count: 3)
        let told = Mutex<[String]>([])

        let report = await Conformance.report(on: subject, only: ["C04", "R01", "R02"], parallel: 3) { result in
            told.withLock { $0.append(result.test.id) }
        }

        #expect(report.isPassed, "\(report.text)")
        #expect(report.results.map(\.test.id) == ["C04", "R01", "R02"])
        #expect(told.withLock { $0 } == ["C04", "R01", "R02"])
    }

    /// A subject whose first worlds are made when as many tests have asked for one.
    private final class MeetingSubject: ConformanceSubject {
        private let subject = ModelSubject(PositionReader.self)
        private let state: Mutex<(missing: Int, waiters: [CheckedContinuation<Void, Never>])>

        init(count: Int) {
            state = Mutex((count, []))
        }

        var connector: any Connector.Type { subject.connector }

        func makeWorld() async throws -> any ConformanceWorld {
            await withCheckedContinuation { continuation in
                let ready = state.withLock { state in
                    state.missing -= 1
                    state.waiters.append(continuation)
                    guard state.missing <= 0 else { return [] as [CheckedContinuation<Void, Never>] }
                    defer { state.waiters = [] }
                    return state.waiters
                }
                for waiter in ready { waiter.resume() }
            }
            return try await subject.makeWorld()
        }
    }

    @Test func whatFailsIsSaidWithItsRemedyAndEndsWithOne() async throws {
        let report = await Conformance.report(on: secondPageLost, only: ["R01"])

        #expect(!report.isPassed && report.exitStatus == 1)
        let test = try #require(Conformance.tests.first { $0.id == "R01" })
        #expect(report.text.contains("    to do: \(test.remedy)\n"))
        let result = try #require(report.json["results"]?[0])
        #expect(result["outcome"] == "failed")
        #expect(result["findings"]?.arrayValue?.count == 1)
        #expect(result["remedy"] == .string(test.remedy))
        #expect(report.json["passed"] == false)
    }

    @Test func aWaiverIsSaidWithReasonAndOwner() async {
        var subject = secondPageLost
        subject.waivers = [ConformanceWaiver("R01", because: "the plant shows one page to guests", owner: "plant desk")]

        let report = await Conformance.report(on: subject, only: ["R01"])

        #expect(report.isPassed)
        #expect(report.text.contains("R01 waived"))
        #expect(report.text.contains("because: the plant shows one page to guests (plant desk)"))
        #expect(report.json["results"]?[0]?["owner"] == "plant desk")
    }

    @Test(arguments: ["C01", "C03"])
    func aNeedlessWaiverIsAFailure(id: String) async throws {
        var subject = ModelSubject(PositionReader.self)
        subject.waivers = [ConformanceWaiver(id, because: "it once failed", owner: "plant desk")]
        let test = try #require(Conformance.tests.first { $0.id == id })

        await #expect(throws: ConformanceFailure.self) { try await test.check(subject) }
    }

    @Test func aFailureNamesTestFindingsAndRemedy() async throws {
        let test = try #require(Conformance.tests.first { $0.id == "R01" })

        let failure = await #expect(throws: ConformanceFailure.self) { try await test.check(secondPageLost) }

        let text = try #require(failure?.description)
        #expect(text.hasPrefix("R01: "))
        #expect(text.contains("- rows: read from the beginning: 4 of 7 rows lost"))
        #expect(text.hasSuffix("to do: \(test.remedy)"))
    }

    @Test func aTestForAnotherCapabilityIsNotApplicable() async throws {
        let test = try #require(Conformance.tests.first { $0.id == "R08" })
        guard case .notApplicable(let reason) = await test.run(ModelSubject(FeedReader.self)).outcome else {
            Issue.record("R08 is for what the runtime reads by time alone")
            return
        }
        #expect(reason == "for sources over HTTP that the runtime reads by time")
        #expect(!Conformance.tests(of: ModelSubject(FeedReader.self)).contains { $0.id == "R08" })
    }

    private var secondPageLost: ModelSubject { ModelSubject(FirstPage.self) }
}
