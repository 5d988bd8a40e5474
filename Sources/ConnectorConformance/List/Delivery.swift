import ConnectorKit

extension Conformance {
    /// What the way into a system must keep to.
    static let delivery: [ConformanceTest] = [
        ConformanceTest(
            "D02",
            "whatever fails, as chance has it, everything arrives, once",
            for: .restSink,
            remedy: "sort each failure: never sent, unavailable or outcome unknown; the runtime does the rest"
        ) { trial in
            try await DeliveryTrial(trial).requireArrivalWhateverFails()
        },
        ConformanceTest(
            "D03",
            "an outage of an hour is sat out, and what was under way arrives once",
            for: .restSink,
            remedy: "throw for an outage; an outcome of rejected gives what is delivered to a person for nothing"
        ) { trial in
            try await DeliveryTrial(trial).requireArrivalAfterAnOutage()
        },
        ConformanceTest(
            "D06",
            "of deliveries of one key, the last one stands",
            for: .restSink,
            remedy: "write each delivery when it comes, and let no memory of an earlier one answer for it"
        ) { trial in
            try await DeliveryTrial(trial).requireOrder()
        },
        ConformanceTest(
            "D07",
            "a call carries as many as is said, and nothing waits for others for ever",
            for: .restSink,
            remedy: "let batchLimit be what the system takes in one call, and batchAge a few minutes at most"
        ) { trial in
            try await DeliveryTrial(trial).requireFlushing()
        },
    ]

    /// What the way out of a system must keep to.
    static let sourceDelivery: [ConformanceTest] = [
        ConformanceTest(
            "D01",
            "a runtime that has ended leaves nothing running",
            for: .restSource,
            remedy: "start no task that outlives a call, and end a wait when the task is cancelled"
        ) { trial in
            try await SourceDeliveryTrial(trial).requireCleanEnd()
        },
        ConformanceTest(
            "D04",
            "a process that dies at any commit goes on without losing a record",
            for: .restSource,
            remedy: "let a page's cursor point behind that page's last row, and keep nothing else in memory"
        ) { trial in
            try await SourceDeliveryTrial(trial).requireNoCursorAhead()
        },
        ConformanceTest(
            "D05",
            "however much a system holds, a page is of a size that memory holds",
            for: .restSource,
            remedy: "ask the system for pages, and say hasMore where there are further ones"
        ) { trial in
            try await SourceDeliveryTrial(trial).requireBoundedPages()
        },
        ConformanceTest(
            "D08",
            "a position is acknowledged once, and nothing enters twice",
            for: .restSource,
            remedy: "let a poll that finds nothing return the cursor that it began with"
        ) { trial in
            try await SourceDeliveryTrial(trial).requireHonestProgress()
        },
        ConformanceTest(
            "D09",
            "a row that was changed enters with the next poll",
            for: .restSource,
            remedy: "let a poll ask the system each time, and give a changed row another id"
        ) { trial in
            try await SourceDeliveryTrial(trial).requireEntryOfChanges()
        },
    ]
}
