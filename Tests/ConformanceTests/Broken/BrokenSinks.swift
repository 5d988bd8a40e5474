import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON
import Synchronization

/// Connectors that get one step of writing wrong.
let brokenSinks: [BrokenPart] = [
    BrokenPart("a sink creates blindly", foundBy: ["W01", "W02", "W03", "W11"]) {
        $0.sink = { BlindSink(ledger: $0) }
    },
    BrokenPart("a sink calls a timeout a request that was never sent", foundBy: ["W03"]) {
        $0.sink = { HastySink(ledger: $0) }
    },
    BrokenPart("a sink looks up and creates without the ledger's own uniqueness", foundBy: ["W04"]) {
        $0.sink = { RacingSink(ledger: $0) }
    },
    BrokenPart("a sink fails its whole batch for one bad record", foundBy: ["W05"]) {
        $0.sink = { AllOrNothingSink(ledger: $0) }
    },
    BrokenPart("a sink writes the head first and the lines after it", foundBy: ["W06"]) {
        $0.sink = { HeadFirstSink(ledger: $0) }
    },
    BrokenPart("a sink overwrites whatever stands there", foundBy: ["W07"]) {
        $0.sink = { OverwritingSink(ledger: $0) }
    },
    BrokenPart("a sink ignores that a document is archived", foundBy: ["W08"]) {
        $0.sink = { NeverArchivingSink(ledger: $0) }
    },
    BrokenPart("a sink reopens what accounting has posted", foundBy: ["W09"]) {
        $0.sink = { ReopeningSink(ledger: $0) }
    },
    BrokenPart("a sink moves a late document into the open period", foundBy: ["W10"]) {
        $0.sink = { DateMovingSink(ledger: $0) }
    },
    BrokenPart("a sink keeps the first of two deliveries of a key", foundBy: ["W11"]) {
        $0.sink = { FirstWinsSink(ledger: $0) }
    },
    BrokenPart("a sink writes names in ASCII", foundBy: ["W12"]) { $0.sink = { PlainNameSink(ledger: $0) } },
    BrokenPart("a sink fills in what is missing", foundBy: ["W13"]) { $0.sink = { LenientSink(ledger: $0) } },
    BrokenPart("a sink reports what it was told instead of what is there", foundBy: ["W14"]) {
        $0.sink = { EchoingSink(ledger: $0) }
    },
    BrokenPart("a sink waits for company for a year", foundBy: ["D07"]) {
        $0.batchingSink = { PatientSink(ledger: $0) }
    },
    BrokenPart("a sink announces longer calls than its ledger takes", foundBy: ["D07"]) {
        $0.batchingSink = { LongCallSink(ledger: $0) }
    },
    BrokenPart("a sink announces no limit of bytes", foundBy: ["D07"]) {
        $0.batchingSink = { HeavyCallSink(ledger: $0) }
    },
]

/// Creates without an external id, and so without knowing what it created.
struct BlindSink: LedgerSink {
    let ledger: ModelLedger

    func externalID(of delivery: Delivery) -> String? { nil }
}

/// Takes a lost answer for a lost request.
struct HastySink: LedgerSink {
    let ledger: ModelLedger

    func meaning(of failure: ModelLedger.Failure) -> ConnectorError? {
        switch failure {
        case .requestLost, .answerLost: .neverSent(Self.lost(arrived: false))
        case .busy(let seconds):
            .unavailable(endpoint: "ledger", reason: "busy", retryAfter: seconds.map { .seconds($0) })
        case .refused: nil
        }
    }

    func create(_ document: LedgerDocument, externalID: String?) throws(ModelLedger.Failure) -> Int {
        try ledger.create(document, externalID: nil)
    }
}

/// Keeps its external ids in a place of its own, after the document has been created.
struct RacingSink: LedgerSink {
    let ledger: ModelLedger

    func create(_ document: LedgerDocument, externalID: String?) throws(ModelLedger.Failure) -> Int {
        let number = try ledger.create(document, externalID: nil)
        if let externalID { ledger.state.withLock { $0.externalIDs[externalID] = number } }
        return number
    }
}

/// Throws for the batch what belongs to one of its records.
struct AllOrNothingSink: LedgerSink {
    let ledger: ModelLedger

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
        var outcomes: [DeliveryOutcome] = []
        for delivery in batch {
            let outcome = try await write(delivery)
            if case .rejected(let reason) = outcome {
                throw .unexpectedAnswer(endpoint: "ledger", reason: reason)
            }
            outcomes.append(outcome)
        }
        return outcomes
    }
}

/// Sends a document in pieces.
struct HeadFirstSink: LedgerSink {
    let ledger: ModelLedger

    func create(_ document: LedgerDocument, externalID: String?) throws(ModelLedger.Failure) -> Int {
        let number = try ledger.createHead(document, externalID: externalID ?? "")
        for line in document.lines { try ledger.add(line, to: number) }
        return number
    }
}

/// Does not tell the ledger which version it knew.
struct OverwritingSink: LedgerSink {
    let ledger: ModelLedger

    func change(_ number: Int, to document: LedgerDocument, of delivery: Delivery) throws(ModelLedger.Failure) {
        try ledger.replace(number, with: document, version: nil)
    }
}

/// Reads everything of a payload but `archived`.
struct NeverArchivingSink: LedgerSink {
    let ledger: ModelLedger

    func change(_ number: Int, to document: LedgerDocument, of delivery: Delivery) throws(ModelLedger.Failure) {
        var active = document
        active.isArchived = false
        try ledger.replace(number, with: active, version: nil)
    }
}

/// Uses the rights of an administrator to get its change through.
struct ReopeningSink: LedgerSink {
    let ledger: ModelLedger

    func change(_ number: Int, to document: LedgerDocument, of delivery: Delivery) throws(ModelLedger.Failure) {
        ledger.reopen(number)
        try ledger.replace(number, with: document, version: nil)
    }
}

/// Moves what is late to the first open day.
struct DateMovingSink: LedgerSink {
    let ledger: ModelLedger

    func create(_ document: LedgerDocument, externalID: String?) throws(ModelLedger.Failure) -> Int {
        var moved = document
        if let lock = ledger.state.withLock({ $0.lockedThrough }), document.day <= lock {
            moved.day = lock.adding(days: 1)
        }
        return try ledger.create(moved, externalID: externalID)
    }
}

/// Leaves alone what is already there.
struct FirstWinsSink: LedgerSink {
    let ledger: ModelLedger

    func change(_ number: Int, to document: LedgerDocument, of delivery: Delivery) throws(ModelLedger.Failure) {}
}

/// Drops every character that is not ASCII.
struct PlainNameSink: LedgerSink {
    let ledger: ModelLedger

    func create(_ document: LedgerDocument, externalID: String?) throws(ModelLedger.Failure) -> Int {
        var plain = document
        plain.name = String(document.name.filter(\.isASCII))
        return try ledger.create(plain, externalID: externalID)
    }
}

/// Invents a day, lines and a key where there are none.
struct LenientSink: LedgerSink {
    let ledger: ModelLedger

    func document(from delivery: Delivery) throws(JSONAccessError) -> LedgerDocument {
        LedgerDocument(
            name: delivery.payload["name"]?.stringValue ?? delivery.key,
            day: CalendarDate(daysSince1970: 20_000),
            lines: []
        )
    }
}

/// Never asks the ledger what it holds.
struct EchoingSink: LedgerSink {
    let ledger: ModelLedger

    func readBack(_ number: Int, of delivery: Delivery) -> FoundRecord {
        FoundRecord(reference: "document/\(number)", totals: delivery.controlTotals)
    }
}

/// Lets a delivery wait until its call is full.
struct PatientSink: BatchingSink {
    let ledger: ModelLedger

    var batchAge: Duration { .seconds(365 * 86_400) }
}

/// Has not heard how many deliveries a call may carry.
struct LongCallSink: BatchingSink {
    let ledger: ModelLedger

    var batchLimit: Int { 100 }
}

/// Has not heard how many bytes a call may carry.
struct HeavyCallSink: BatchingSink {
    let ledger: ModelLedger

    var batchBytes: Int { .max }
}
