import BrokenStores
import FoundationEssentials
import JSON
import Testing

/// Each part that is broken on purpose, and the invariants of which one must be seen to break.
enum BrokenPart: String, CaseIterable, CustomTestStringConvertible {
    case blindRetry, overtakingLane, hastyPosition, forgottenDelivery, lostCommit
    case skippedBoundary, talkativeLog, ownDice, escape, optimism
    case repeatableSink, lostCent
    case exclusiveBound, forgottenOverlap, answerAtOnce, silentHook

    var testDescription: String { rawValue }

    /// What a world is made of that has this part.
    var parts: Parts {
        var parts = Parts()
        switch self {
        case .blindRetry:
            parts.store = { BlindStore(inner: $0) }
            // A target that takes a key only once would hide it.
            parts.isIdempotent = false
        case .overtakingLane: parts.store = { OvertakingStore(inner: $0) }
        case .hastyPosition: parts.store = { HastyStore(inner: $0) }
        case .forgottenDelivery: parts.store = { ForgetfulStore(inner: $0) }
        case .lostCommit: parts.forgetsLastCommit = true
        case .skippedBoundary: parts.source = { source, _ in SkippingSource(source) }
        case .talkativeLog: parts.source = { source, _ in TalkativeSource(source) }
        case .ownDice: parts.source = { source, _ in DiceSource(source) }
        case .escape: parts.sink = { sink, _ in EscapingSink(sink) }
        case .optimism: parts.sink = { sink, _ in OptimisticSink(sink) }
        case .repeatableSink:
            parts.sinkIgnoresKeys = true
            parts.isIdempotent = true
        case .lostCent: parts.loss = Decimal(1) / 100
        case .exclusiveBound: parts.table = { ExclusiveTable($0) }
        case .forgottenOverlap: parts.table = { PunctualTable($0) }
        case .answerAtOnce: parts.answersAtOnce = true
        case .silentHook: parts.hook = { SilentHook($0) }
        }
        return parts
    }

    /// What the harness says of it.
    var invariants: Set<String> {
        switch self {
        case .blindRetry, .repeatableSink: ["I3"]
        case .overtakingLane: ["I4"]
        // Each loses records: that a world does not come to rest may have any reason.
        case .hastyPosition, .forgottenDelivery, .skippedBoundary, .optimism: ["I1"]
        case .exclusiveBound, .forgottenOverlap, .answerAtOnce, .silentHook: ["I1"]
        case .lostCommit: ["I1", "I3", "I8"]
        case .talkativeLog: ["I11"]
        case .ownDice, .escape: ["I10"]
        case .lostCent: ["I5"]
        }
    }
}
