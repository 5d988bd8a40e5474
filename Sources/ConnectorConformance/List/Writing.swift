import ConnectorKit

extension Conformance {
    /// What writing records over HTTP must keep to.
    static let writing: [ConformanceTest] = [
        ConformanceTest(
            "W01",
            "the same deliveries twice, after a restart too, leave the same records",
            for: .restSink,
            remedy: "give each record an external id made of the delivery's key, and look for it before creating"
        ) { trial in
            try await WriteTrial(trial).requireIdempotence()
        },
        ConformanceTest(
            "W02",
            "a process that dies at any commit or request loses nothing and doubles nothing",
            for: .restSink,
            remedy: "let find() tell what the system holds for a key, also right after a write that nobody heard of"
        ) { trial in
            try await DeliveryTrial(trial).requireSurvivalOfDeath()
        },
        ConformanceTest(
            "W03",
            "a write whose answer is lost is resolved by asking, not by sending again",
            for: .restSink,
            remedy: "throw outcomeUnknown wherever a request may have arrived, and find what was written by its key"
        ) { trial in
            try await DeliveryTrial(trial).requireLookUps()
        },
        ConformanceTest(
            "W04",
            "two writers of one delivery leave one record",
            for: .restSink,
            remedy: "let the system itself refuse a second record of the external id, and take its refusal for a find"
        ) { trial in
            try await WriteTrial(trial).requireOneRecordOfTwoWriters()
        },
        ConformanceTest(
            "W05",
            "one bad delivery in a call comes back with its reason, and the others land",
            for: .restSink,
            remedy: "return an outcome for each delivery; throw only where the call as a whole failed"
        ) { trial in
            try await WriteTrial(trial).requirePartialFailure()
        },
        ConformanceTest(
            "W06",
            "what is refused leaves nothing behind",
            for: .restSink,
            remedy: "write a document with its lines in one call, or undo what stands before the refusal"
        ) { trial in
            try await WriteTrial(trial).requireWholeDocuments()
        },
        ConformanceTest(
            "W11",
            "a correction changes the one record, as the last delivery says",
            for: .restSink,
            remedy: "bring a record that is found to what the delivery says, and do not leave it as it is"
        ) { trial in
            try await WriteTrial(trial).requireCorrections()
        },
        ConformanceTest(
            "W12",
            "texts arrive as they are",
            for: .restSink,
            remedy: "write texts in UTF-8 without changing them, and refuse with a reason what the field cannot hold"
        ) { trial in
            try await WriteTrial(trial).requireTexts()
        },
        ConformanceTest(
            "W13",
            "what is not what its object says is refused at the door, alone",
            for: .restSink,
            remedy: "return rejected for a payload that cannot be read; invent no value"
        ) { trial in
            try await WriteTrial(trial).requireRefusals()
        },
        ConformanceTest(
            "W14",
            "what is read back is what the system holds",
            for: .restSink,
            remedy: "fill the totals of a found record from the system's answer, never from the delivery"
        ) { trial in
            try await WriteTrial(trial).requireReadBack()
        },
        ConformanceTest(
            "W15",
            "each object that it declares can be written",
            for: .restSink,
            remedy: "write each object that the manifest names, and let the world make deliveries of it"
        ) { trial in
            try await WriteTrial(trial).requireEachObject()
        },
    ]

    /// What people did in the system in the meantime.
    static let ownership: [ConformanceTest] = [
        ConformanceTest(
            "W07",
            "a correction of an older state is a conflict, not an overwrite",
            for: .restSink,
            remedy: "tell the system which version the delivery was made of, and return conflict if it holds another"
        ) { trial in
            try await WriteTrial(trial).requireConflict()
        },
        ConformanceTest(
            "W08",
            "archiving is done or refused, and never only called done",
            for: .restSink,
            remedy: "write the archived state, or return rejected for a delivery that asks for it"
        ) { trial in
            try await WriteTrial(trial).requireArchiving()
        },
        ConformanceTest(
            "W09",
            "a record that people took over is not changed any more",
            for: .restSink,
            remedy: "read the record's stage before changing it, and return rejected with the stage in the reason"
        ) { trial in
            try await WriteTrial(trial).requireOwnership()
        },
        ConformanceTest(
            "W10",
            "what belongs to a closed period is refused, and neither forced nor moved",
            for: .restSink,
            remedy: "leave the day as it is and return the system's refusal as rejected, so that a person decides"
        ) { trial in
            try await WriteTrial(trial).requireClosedPeriod()
        },
    ]
}
