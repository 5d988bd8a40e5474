import ConnectorConformance
import ConnectorKit
import Testing

/// A connector that is broken on purpose, or is said to be what it is not, and the test that must find it.
struct BrokenSubject: Sendable, CustomTestStringConvertible {
    /// What is broken.
    let flaw: String
    /// The number of the test that must find it.
    let test: String
    /// Words of what the test must say.
    let words: String
    /// The connector in its world.
    let subject: any ConformanceSubject
    /// How long the test may last; it matters only for a connector that never comes to an end.
    let limit: Duration

    var testDescription: String { "\(flaw) is found by \(test)" }

    init(
        _ flaw: String,
        foundBy test: String,
        saying words: String,
        in subject: any ConformanceSubject,
        within limit: Duration = .seconds(600)
    ) {
        self.flaw = flaw
        self.test = test
        self.words = words
        self.subject = subject
        self.limit = limit
    }

    /// What makes broken subjects of one kind: of a flaw, a connector, the test that must find it, and words that it must say.
    static func each(
        in subject: @escaping @Sendable (any Connector.Type) -> any ConformanceSubject
    ) -> @Sendable (String, any Connector.Type, String, String) -> BrokenSubject {
        { BrokenSubject($0, foundBy: $2, saying: $3, in: subject($1)) }
    }

    static let all: [BrokenSubject] = [
        brokenContracts,
        brokenManifests,
        brokenReaders,
        brokenPositions,
        brokenDetails,
        brokenWriters,
        brokenWriterFaults,
        brokenDeliveries,
        brokenTables,
        brokenHooks,
        brokenNotices,
    ]
    .flatMap(\.self)
}

/// A connector that gets every step right.
struct SoundSubject: Sendable, CustomTestStringConvertible {
    let name: String
    let subject: any ConformanceSubject

    var testDescription: String { name }

    static let all: [SoundSubject] = [
        soundReaders,
        soundWriters,
    ]
    .flatMap(\.self)
}

/// Each test of the list lets sound connectors pass, and finds at least one that is broken on purpose.
struct ProofTests {
    @Test(arguments: SoundSubject.all)
    func aSoundConnectorPasses(_ sound: SoundSubject) async {
        let report = await Conformance.report(on: sound.subject)
        #expect(report.isPassed, "\(report.text)")
    }

    @Test(arguments: BrokenSubject.all)
    func aBrokenConnectorIsFound(_ broken: BrokenSubject) async throws {
        let test = try #require(Conformance.tests.first { $0.id == broken.test }, "there is no test \(broken.test)")
        let result = await test.run(broken.subject, within: broken.limit)
        guard case .failed(let findings) = result.outcome else {
            Issue.record("\(test.id) does not see that \(broken.flaw): \(result.outcome)")
            return
        }
        #expect(findings.contains { $0.contains(broken.words) }, "\(test.id) says \(findings)")
    }

    @Test(arguments: Conformance.tests)
    func theTestHasFoundSomething(_ test: ConformanceTest) {
        let found = BrokenSubject.all.contains { $0.test == test.id }
        #expect(found, "no broken connector shows that \(test.id) can fail")
    }

    @Test(arguments: Conformance.tests)
    func theTestHasLetSomethingPass(_ test: ConformanceTest) async {
        for sound in SoundSubject.all where test.scope.covers(sound.subject.connector) {
            if case .passed = await test.run(sound.subject).outcome { return }
        }
        Issue.record("no sound connector shows that \(test.id) can be passed")
    }

    @Test func eachNumberIsGivenOnce() {
        let ids = Conformance.tests.map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(ids == ids.sorted())
    }
}
