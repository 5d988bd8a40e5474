import ConnectorKit

extension Conformance {
    /// What must hold while systems and networks fail.
    static let faults: [ConformanceTest] = [
        ConformanceTest(
            "F01",
            "a system that asks for a pause is told as such, with its length",
            for: .rest,
            remedy: "throw unavailable for 429 and 503, with the answer's Retry-After, and repeat nothing yourself"
        ) { trial in
            try await FaultTrial(trial).requirePauses()
        },
        ConformanceTest(
            "F02",
            "an outage of any kind is an error of the right kind, after few requests, and loses nothing",
            for: .rest,
            remedy:
                "sort each failure: never sent, outcome unknown, unavailable or unexpected answer; leave repeating to the runtime"
        ) { trial in
            try await FaultTrial(trial).requireTypedErrors()
        },
        ConformanceTest(
            "F03",
            "a refused credential is renewed once at most, and then stops the system",
            for: .rest,
            remedy:
                "renew a token once for a 401 and throw unauthorized for the second one, so that no account is locked"
        ) { trial in
            try await FaultTrial(trial).requireRenewal()
        },
        ConformanceTest(
            "F04",
            "a missing right is told as such",
            for: .rest,
            remedy: "throw forbidden for 403, so that the system's lanes are parked and somebody gives the right"
        ) { trial in
            try await FaultTrial(trial).requireForbidden()
        },
        ConformanceTest(
            "F05",
            "a wrong clock loses no row",
            for: .restSource,
            remedy: "take times for cursors from the system's rows, never from the machine's clock"
        ) { trial in
            try await DriftTrial(trial).requireReadingUnderAnyClock()
        },
        ConformanceTest(
            "F10",
            "a wrong clock hides no change",
            for: .restSource,
            remedy: "take times for cursors from the system's rows, never from the machine's clock"
        ) { trial in
            try await DriftTrial(trial).requireChangesUnderAnyClock()
        },
        ConformanceTest(
            "F08",
            "a member that a system adds to its answers changes nothing",
            for: .restSource,
            remedy: "read the members that you need by name, and pass over others"
        ) { trial in
            try await DriftTrial(trial).requireReadingOfAddedMembers()
        },
        ConformanceTest(
            "F09",
            "no secret stands in an error or in the log, whatever fails",
            for: .rest,
            remedy: "write method and address without query into errors, and never a header, a body or a configuration"
        ) { trial in
            try await FaultTrial(trial).requireSilence()
        },
    ]
}
