import ConnectorKit
import ConnectorStore
import SQLiteStore

/// Compares what is there after many kills with what was acknowledged and with what was ever asked for.
struct Verdict {
    private let loop: KillLoop
    private let store: SQLiteStore
    private(set) var lost: [String] = []
    private(set) var unexpected: [String] = []
    private(set) var duplicates: [String] = []
    private(set) var disorder: [String] = []

    init(_ loop: KillLoop) async throws {
        self.loop = loop
        store = try SQLiteStore(path: loop.store, role: .client)
        defer { try? store.close() }
        let verification = try await JournalVerification.verify(store)
        disorder += verification.findings.map { "entry \($0.sequence) \($0.message)" }
        switch loop.workload {
        case "intake": try await checkPages()
        case "bursts", "contention", "verification": try await checkRecords()
        default: try await checkBooks()
        }
        try await checkDecisions()
    }

    var isFlawless: Bool { lost.isEmpty && unexpected.isEmpty && duplicates.isEmpty && disorder.isEmpty }

    /// Every record of every page up to the stored position once and in order, and each acknowledged page among them.
    private mutating func checkPages() async throws {
        let stored = try await store.waitingRecords(limit: 1_000_000).map(\.record.id)
        let stream = StreamID(system: "source", stream: "orders")
        let pages = Int(try await store.cursor(of: stream)?.text ?? "0") ?? 0
        let expected = (0..<pages).flatMap { page in (0..<10).map { "page \(page)/\($0)" } }
        compare(expected: expected, actual: stored)
        if stored != expected { disorder.append("the pages are out of order") }
        for page in words("page").compactMap({ Int($0) }) where page >= pages { lost.append("page \(page)") }
    }

    /// Each acknowledged record once; each that was not acknowledged follows the last that its process acknowledged.
    private mutating func checkRecords() async throws {
        let stored = try await store.waitingRecords(limit: 1_000_000).map(\.record.id)
        let present = Set(stored)
        lost += words("record").filter { !present.contains($0) }
        duplicates += Self.repeated(stored)
        for id in stored {
            let generation = id.split(separator: " ").last?.split(separator: "/").first.flatMap { Int($0) }
            if !(1...loop.generation).contains(generation ?? 0) { unexpected.append(id) }
        }
        let entries = try await store.journalHead().sequence
        if entries != Int64(stored.count) { disorder.append("\(entries) entries for \(stored.count) records") }
    }

    /// Each order up to the stored position once in the target's books, in the order of its lane, unless a person
    /// refused it.
    private mutating func checkBooks() async throws {
        let stream = StreamID(system: "source", stream: "orders")
        let pages = Int(try await store.cursor(of: stream)?.text ?? "0") ?? 0
        for page in words("pages").compactMap({ Int($0) }) where page > pages { lost.append("page \(page)") }
        let orders = (0..<pages * 3).filter(isWanted)
        let revisions =
            loop.workload == "masterData"
            ? (1...loop.generation).flatMap { revision in ["M1", "M2", "M3"].map { "target/\($0)/\(revision)" } } : []
        let books = try loop.books().filter { $0[0] == "effect" }
        compare(
            expected: orders.map { "order/\($0)" } + plannedOf(revisions, in: books.map { $0[1] }),
            actual: books.map { $0[1] }
        )
        try await checkStates(orders)
        for (lane, lines) in Dictionary(grouping: books, by: { $0[2] }) where lane != "master" {
            // What was refused or held before came later by intention.
            let numbers = lines.compactMap { Int($0[1].dropFirst("order/".count)) }.filter { !isLate($0) }
            if numbers != numbers.sorted() { disorder.append("lane \(lane): \(numbers)") }
        }
    }
}

extension Verdict {
    /// The revisions in the books are consecutive from 1, as many as there were starts that came so far.
    private mutating func plannedOf(_ revisions: [String], in books: [String]) -> [String] {
        guard let last = books.filter({ $0.hasPrefix("target/M1/") }).count.nonZero else { return [] }
        let made = (1...last).flatMap { revision in ["M1", "M2", "M3"].map { "target/\($0)/\(revision)" } }
        if last > revisions.count / 3 { unexpected.append("\(last) revisions after \(loop.generation) starts") }
        for name in ["M1", "M2", "M3"] {
            let order = books.filter { $0.hasPrefix("target/\(name)/") }.compactMap { Int($0.split(separator: "/")[2]) }
            if order != order.sorted() { disorder.append("\(name): \(order)") }
        }
        return made
    }

    /// Whether an order is to reach the books at all.
    private func isWanted(_ number: Int) -> Bool {
        switch loop.workload {
        case "approvals": number % 10 != 0
        case "cases": number % 5 != 3
        default: true
        }
    }

    /// Whether an order may come after later ones of its lane.
    private func isLate(_ number: Int) -> Bool {
        switch loop.workload {
        case "lanes": number % 7 == 3
        case "cases": number % 5 == 1
        case "approvals": true
        default: false
        }
    }

    /// The store agrees that each order was delivered and none waits.
    private mutating func checkStates(_ orders: [Int]) async throws {
        for state in DeliveryState.allCases where state != .delivered {
            let left = try await store.deliveries(in: state, after: 0, limit: 10).map(\.plan.delivery.key)
            if !left.isEmpty { disorder.append("\(state): \(left)") }
        }
        let delivered = try await store.deliveries(in: .delivered, after: 0, limit: 1_000_000)
        let known = Set(delivered.map(\.plan.delivery.key))
        lost += orders.map { "order/\($0)" }.filter { !known.contains($0) }
    }

    /// Each decision of a person that was acknowledged stands.
    private mutating func checkDecisions() async throws {
        let approvals = try await store.approvals(onlyPending: false)
        let decisions = Dictionary(
            approvals.map { ($0.request.id, $0.decision?.isApproved) },
            uniquingKeysWith: { first, _ in first }
        )
        for answer in words("approval") {
            let parts = answer.split(separator: " ")
            let stands = decisions[String(parts[0])].flatMap { $0 }
            if stands.map({ "\($0)" }) != String(parts[1]) { lost.append("approval \(answer)") }
        }
        for number in words("case").compactMap({ Int64($0) }) where try await store.case(number)?.state == .open {
            lost.append("case \(number)")
        }
    }

    private mutating func compare(expected: [String], actual: [String]) {
        let wanted = Set(expected)
        let present = Set(actual)
        lost += expected.filter { !present.contains($0) }
        unexpected += actual.filter { !wanted.contains($0) }
        duplicates += Self.repeated(actual)
    }

    /// What was acknowledged under a word.
    private func words(_ word: String) -> [String] {
        loop.acknowledged.filter { $0.hasPrefix(word + " ") }.map { String($0.dropFirst(word.count + 1)) }
    }

    private static func repeated(_ names: [String]) -> [String] {
        Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.map(\.key).sorted()
    }
}

extension Int {
    fileprivate var nonZero: Int? { self == 0 ? nil : self }
}
