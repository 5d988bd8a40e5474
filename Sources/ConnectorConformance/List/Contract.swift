import ConnectorKit
import Synchronization

extension Conformance {
    /// What a connector says of itself before any connection is made.
    static let contract: [ConformanceTest] = [
        ConformanceTest(
            "C01",
            "the manifest is one valid schema, so that a person can be asked for its values",
            for: .every,
            remedy:
                "correct the manifest: id in small letters, semantic version, each key once with a summary, defaults that fit"
        ) { trial in
            for finding in ManifestCheck(trial.manifest).findings { trial.fail(finding) }
        },
        ConformanceTest(
            "C02",
            "secrets are declared as secrets, so that no configuration file holds one",
            for: .every,
            remedy: "declare the key with the kind .secret"
        ) { trial in
            for key in trial.manifest.configuration where KeyName(key.name).isSecret && key.kind.isText {
                trial.fail("the key '\(key.name)' is no secret")
            }
        },
        ConformanceTest(
            "C03",
            "a configuration of the last release still works",
            for: .every,
            remedy:
                "bring the key, value or object back, or make a new one optional; a changed manifest needs a new version"
        ) { trial in
            guard let last = trial.subject.lastRelease else {
                throw Inapplicable("it was never released: there is no lastRelease")
            }
            for finding in ManifestComparison(last: last, present: trial.manifest).findings { trial.fail(finding) }
        },
        ConformanceTest(
            "C08",
            "keys are called as in other connectors, and what is waived has a reason and an owner",
            for: .every,
            remedy: "give the key its usual name, and the waiver a test of the list, a reason and an owner"
        ) { trial in
            for key in trial.manifest.configuration {
                if let finding = KeyName(key.name).finding { trial.fail(finding) }
            }
            requireReasons(of: trial.subject.waivers, trial)
        },
        ConformanceTest(
            "C09",
            "it reads the keys that it declares and no other, so that a misspelt key is refused and none is ignored",
            for: .every,
            remedy: "declare each key that is read in the manifest, and delete what nothing reads"
        ) { trial in
            let world = try await trial.world()
            let read = Mutex<Set<String>>([])
            for configuration in [world.configuration] + world.misconfigurations.map(\.configuration) {
                let listening = configuration.telling { key in read.withLock { _ = $0.insert(key) } }
                // Linked in, since a process of its own is handed all values. A refusal is C04's matter.
                let services = ConnectorServices(transport: world.transport, clock: world.clock, log: RecordingLog())
                _ = try? trial.subject.connector.init(configuration: listening, services: services)
            }
            let declared = Set(trial.manifest.configuration.map(\.name))
            for key in read.withLock({ $0 }).subtracting(declared).sorted() {
                trial.fail("reads the key '\(key)', which the manifest does not declare: nobody can give it")
            }
            for key in declared.subtracting(read.withLock { $0 }).sorted() {
                trial.fail("never reads the key '\(key)' that the manifest declares: what is given for it is ignored")
            }
        },
    ]

    private static func requireReasons(of waivers: [ConformanceWaiver], _ trial: ConformanceTrial) {
        let known = Set(tests.map(\.id))
        for (index, waiver) in waivers.enumerated() {
            trial.require(known.contains(waiver.test), "the waiver of '\(waiver.test)' names no test of the list")
            trial.require(!waiver.reason.isBlank, "the waiver of \(waiver.test) has no reason")
            trial.require(!waiver.owner.isBlank, "the waiver of \(waiver.test) has no owner")
            let isFirst = !waivers[..<index].contains { $0.test == waiver.test }
            trial.require(isFirst, "\(waiver.test) is waived twice")
        }
    }
}

extension ConfigurationKey.Kind {
    /// Whether a value stands in the configuration file as text.
    fileprivate var isText: Bool {
        switch self {
        case .text, .texts: true
        default: false
        }
    }
}

extension String {
    /// Whether nothing but blanks stands here.
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
