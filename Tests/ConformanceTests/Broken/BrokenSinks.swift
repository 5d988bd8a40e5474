import CanonicalModel
import ConnectorKit
import Synchronization

/// Connectors that get one step of writing wrong.
let brokenSinks: [BrokenPart] = [
    BrokenPart("a sink creates blindly", foundBy: ["W02", "W03"]) { $0.sink = { BlindSink(ledger: $0) } },
    BrokenPart("a sink calls a timeout a request that was never sent", foundBy: ["W03"]) {
        $0.sink = { HastySink(ledger: $0) }
    },
    BrokenPart("a sink moves a late document into the open period", foundBy: ["W10"]) {
        $0.sink = { DateMovingSink(ledger: $0) }
    },
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
