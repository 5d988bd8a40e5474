import ConnectorKit
public import JSON

/// What all tests found about a connector.
public struct ConformanceReport: Sendable {
    /// The subject's name.
    public let subject: String
    /// The connector's id.
    public let connector: String
    /// Its version.
    public let version: String
    /// The results in the order of the list.
    public let results: [ConformanceResult]
    /// How long all of them took on the machine; less than their sum where some were tried at the same time.
    public let duration: Duration

    init(on subject: some ConformanceSubject, _ results: [ConformanceResult], duration: Duration = .zero) {
        self.subject = subject.name
        connector = subject.connector.manifest.id
        version = subject.connector.manifest.version
        self.results = results
        self.duration = duration
    }

    /// Whether nothing has to be done.
    public var isPassed: Bool { !results.contains(where: \.isFailure) }

    /// What a process that ran the tests ends with: 0 if nothing has to be done, else 1.
    public var exitStatus: Int32 { isPassed ? 0 : 1 }

    /// The report for a person: each test with its seconds, what failed with the remedy, what is waived, and one line of
    /// counts.
    public var text: String {
        ([heading] + results.map(\.text) + [counts]).joined(separator: "\n") + "\n"
    }

    /// The report for a program.
    public var json: JSON {
        [
            "subject": .string(subject), "connector": .string(connector), "version": .string(version),
            "passed": .bool(isPassed), "milliseconds": .integer(duration.milliseconds),
            "results": .array(results.map(\.json)),
        ]
    }

    /// What was tried.
    var heading: String { subject == connector ? "\(connector) \(version)" : "\(subject) (\(connector) \(version))" }

    /// One line of counts.
    var counts: String {
        let words = Dictionary(grouping: results, by: \.word).mapValues(\.count)
        return ["passed", "failed", "waived", "not applicable"].map { "\(words[$0] ?? 0) \($0)" }
            .joined(separator: ", ") + ", in \(duration.seconds) s"
    }
}

extension ConformanceResult {
    /// How the test turned out, in a word or two.
    var word: String {
        switch outcome {
        case .passed: "passed"
        case .failed: "failed"
        case .waived: "waived"
        case .notApplicable: "not applicable"
        }
    }

    /// The result for a person.
    public var text: String {
        let head = "\(test.id) \(word): \(test.proves) (\(duration.seconds) s)"
        switch outcome {
        case .passed: return head
        case .failed(let findings):
            return ([head] + findings.map { "    - \($0)" } + ["    to do: \(test.remedy)"]).joined(separator: "\n")
        case .waived(let waiver, let findings):
            let reason = "    because: \(waiver.reason) (\(waiver.owner))"
            return ([head] + findings.map { "    - \($0)" } + [reason]).joined(separator: "\n")
        case .notApplicable(let reason): return "\(test.id) \(word): \(reason)"
        }
    }

    fileprivate var json: JSON {
        var object: JSONObject = [
            "test": .string(test.id), "proves": .string(test.proves), "outcome": .string(word),
            "milliseconds": .integer(duration.milliseconds),
        ]
        switch outcome {
        case .passed: break
        case .failed(let findings):
            object["findings"] = .array(findings.map { .string($0) })
            object["remedy"] = .string(test.remedy)
        case .waived(let waiver, let findings):
            object["findings"] = .array(findings.map { .string($0) })
            object["reason"] = .string(waiver.reason)
            object["owner"] = .string(waiver.owner)
        case .notApplicable(let reason): object["reason"] = .string(reason)
        }
        return .object(object)
    }
}

extension Duration {
    /// Whole milliseconds.
    fileprivate var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }

    /// Seconds with one place, for a person.
    fileprivate var seconds: String {
        let tenths = (milliseconds + 50) / 100
        return "\(tenths / 10).\(tenths % 10)"
    }
}
