import CanonicalModel
import FoundationEssentials
import Synchronization

/// A document of the model ledger: a head and lines.
struct LedgerDocument: Sendable, Hashable {
    /// A line with its amount.
    struct Line: Sendable, Hashable {
        var text: String
        var amount: Decimal
    }

    var name: String
    var day: CalendarDate
    var lines: [Line]

    var total: Decimal { lines.reduce(0) { $0 + $1.amount } }
}

/// An accounting system as they are: its calls may get lost, it checks what it is sent, it knows a record by its
/// external id, and it does some things silently.
final class ModelLedger: Sendable {
    /// Why a call brought no answer that can be used.
    enum Failure: Error, Hashable {
        /// The request never arrived.
        case requestLost
        /// The work was done, and the answer was lost.
        case answerLost
        /// The ledger asks for a pause.
        case busy(seconds: Int?)
        /// The ledger will never take it.
        case refused(String)
    }

    /// What happens to the next call that writes.
    enum Mishap: Sendable, Hashable {
        case requestLost
        case answerLost
        case busy(seconds: Int?)
    }

    struct State: Sendable {
        var documents: [Int: LedgerDocument] = [:]
        var externalIDs: [String: Int] = [:]
        var nextNumber = 1
        var mishaps: [Mishap] = []
        var lockedThrough: CalendarDate?
        /// How many characters of a name are kept; the rest is cut off silently.
        var nameLimit = Int.max
        /// The names of documents in the order in which they were created or changed.
        var history: [String] = []
        /// Calls that carried more than the ledger takes.
        var oversizedCalls = 0
    }

    let state = Mutex(State())

    /// The documents of an external id, or of a name: more than one is a duplicate.
    func documents(named name: String) -> [LedgerDocument] {
        state.withLock { state in state.documents.values.filter { $0.name == name } }
    }

    /// How many documents there are.
    var count: Int { state.withLock { $0.documents.count } }

    /// The next writing calls end like this, one after the other.
    func will(_ mishaps: Mishap...) { state.withLock { $0.mishaps += mishaps } }

    /// The number of the document with an external id.
    func number(of externalID: String) -> Int? { state.withLock { $0.externalIDs[externalID] } }

    /// The document with a number.
    func document(_ number: Int) -> LedgerDocument? { state.withLock { $0.documents[number] } }

    /// Creates a document, with an external id that nobody else has if one is given.
    func create(_ document: LedgerDocument, externalID: String?) throws(Failure) -> Int {
        try call { state throws(Failure) in
            if let externalID, state.externalIDs[externalID] != nil {
                throw .refused("external id \(externalID) exists")
            }
            try Self.check(document, in: state)
            let number = state.nextNumber
            state.nextNumber += 1
            state.store(document, as: number)
            if let externalID { state.externalIDs[externalID] = number }
            return number
        }
    }

    private func call<Value>(_ work: (inout State) throws(Failure) -> Value) throws(Failure) -> Value {
        try state.withLock { state throws(Failure) -> Value in
            let mishap = state.mishaps.isEmpty ? nil : state.mishaps.removeFirst()
            switch mishap {
            case .requestLost: throw .requestLost
            case .busy(let seconds): throw .busy(seconds: seconds)
            case .answerLost, nil: break
            }
            let value = try work(&state)
            if mishap == .answerLost { throw .answerLost }
            return value
        }
    }

    private static func check(_ document: LedgerDocument, in state: State) throws(Failure) {
        guard !document.name.isEmpty else { throw .refused("name is missing") }
        if let line = document.lines.first(where: { $0.amount == 0 || $0.text.isEmpty }) {
            throw .refused("line '\(line.text)' of \(line.amount) is not allowed")
        }
        if let lock = state.lockedThrough, document.day <= lock {
            throw .refused("the period of \(document.day.text) is closed")
        }
    }
}

extension ModelLedger.State {
    fileprivate mutating func store(_ document: LedgerDocument, as number: Int) {
        var kept = document
        kept.name = String(document.name.prefix(nameLimit))
        documents[number] = kept
        history.append(kept.name)
    }
}
