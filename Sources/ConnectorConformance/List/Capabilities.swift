import ConnectorKit

extension Conformance {
    /// What a connector says that it can do, and whether it can.
    static let capabilities: [ConformanceTest] = [
        ConformanceTest(
            "C04",
            "its check passes where it works, and says why where it does not",
            for: .every,
            remedy: "let init or check() refuse such values, naming the key or the right to correct"
        ) { trial in
            try await CheckTrial(trial).run()
        },
        ConformanceTest(
            "C05",
            "its check finds a missing right before the first record does",
            for: .every,
            remedy: "let check() ask, without changing anything, whether the user may do what the object needs"
        ) { trial in
            try await CheckTrial(trial).runWithoutRights()
        },
        ConformanceTest(
            "C06",
            "what it lists can be read, the same after each start, and what it does not list is refused",
            for: .every,
            remedy: "list each stream, file kind and endpoint once, and throw for a stream that is none of them"
        ) { trial in
            try await ListingTrial(trial).run()
        },
        ConformanceTest(
            "C07",
            "what it declares is what it does: objects it reads and writes, and no other",
            for: .every,
            remedy: "let reads and writes of the manifest name the objects of its streams and sinks, and refuse others"
        ) { trial in
            try await DeclarationTrial(trial).run()
        },
    ]
}
