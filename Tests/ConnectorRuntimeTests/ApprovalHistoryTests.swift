import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import ConnectorTesting
import Governance
import Testing

/// Whatever people do in whatever order, nothing is delivered without the signatures that its rule asks for.
struct ApprovalHistoryTests {
    @Test(arguments: 1...100)
    func nothingIsDeliveredWithoutItsSignatures(seed: Int) async throws {
        var history = ApprovalHistory(seed: UInt64(seed))
        for _ in 0..<60 { try await history.act() }
        try await history.finish()
    }
}

/// A random story, and what a second, plain reckoning says of it.
private struct ApprovalHistory {
    /// What the reckoning knows of one request.
    private struct Asked {
        var amount: Int
        var requester: String?
        var deadline: Instant
        var heldSince: Instant?
        /// For each signature that was taken, whose it could be: signer, role and the one whose place it may have been.
        var signatures: [[(role: String, people: Set<String>)]] = []
        var isApproved = false
        var isReturned = false
    }

    private static let roles: [String: Set<String>] = [
        "eve": ["editor"], "ed": ["editor", "chief"], "cy": ["chief"], "joe": [], "ledger": ["editor", "chief"],
        "lea": ["editor"],
    ]
    private static let names = ["eve", "ed", "cy", "joe", "ledger", "lea", "mallory"]

    private let workshop: Workshop
    private let start: Instant
    private var random: SeededGenerator
    private var asked: [String: Asked] = [:]
    private var published: [(text: String, amount: Int, requester: String?)] = []
    private var lent: [(role: String, from: String, to: String, first: Int, last: Int, isOver: Bool)] = []
    private var count = 0

    init(seed: UInt64) {
        var workshop = Workshop()
        start = workshop.clock.now
        workshop.governance = GovernancePolicy(
            approvals: ApprovalPolicy(rules: [.equipmentUsage: .twice], delegationRoles: ["chief"])
        )
        let lastDay = CalendarDate(daysSince1970: Int(start.seconds / 86_400) + 4)
        workshop.people = Self.roles.sorted { $0.key < $1.key }.map { id, roles in
            Person(id: id, roles: roles, until: id == "lea" ? lastDay : nil)
        }
        self.workshop = workshop
        random = SeededGenerator(seed: seed)
    }

    private var now: Instant { workshop.clock.now }

    private mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

    private var today: Int { Int(now.seconds / 86_400) }

    mutating func act() async throws {
        switch below(12) {
        case 0, 1: publish()
        case 2, 3, 4, 5: try await sign()
        case 6: try await move()
        case 7: try await refuse()
        case 8: try await lend()
        case 9: workshop.clock.advance(by: .seconds(Int64(below(40)) * 3600))
        default: try await run()
        }
    }

    /// Everything that was approved is delivered once, and nothing else; the journal tells the same story again.
    mutating func finish() async throws {
        try await run()
        try await run()
        let expected = asked.filter(\.value.isApproved).map { "Note/secret:\($0.key)" }
        #expect(workshop.ledger.sorted() == expected.sorted())
        #expect(try await JournalVerification.verify(workshop.store).isWhole)
        let replay = IntakeReplay(settings: workshop.settings, store: workshop.store)
        let rehearsal = try await replay.rehearse(ReplaySelection(), at: now)
        #expect(rehearsal.lines.allSatisfy { $0.difference == .same })
    }

    private mutating func publish() {
        count += 1
        let text = "n\(below(6))"
        let amount = below(2) == 0 ? 80 : 120
        let requester = [nil, "eve", "ed", "cy"][below(4)]
        workshop.publish(.secret(text, amount: "\(amount)", requester: requester, id: "\(count)"))
        workshop.clock.advance(by: .seconds(61))
        published.append((text, amount, requester))
    }

    private mutating func run() async throws {
        workshop.clock.advance(by: .seconds(61))
        for _ in 0...published.count {
            workshop.clock.advance(by: .seconds(61))
            try await workshop.run()
        }
        let stored = try await workshop.store.approvals(onlyPending: false)
        for (text, amount, requester) in published where asked[text].map(\.isReturned) ?? true {
            let requestedAt = try #require(stored.first { $0.request.id == "secret:\(text)" }).requestedAt
            asked[text] = Asked(amount: amount, requester: requester, deadline: requestedAt.adding(seconds: 259_200))
        }
        published = []
    }

    private func pick(_ number: Int) async throws -> StoredApproval? {
        try await workshop.store.approval("secret:n\(number)")
    }

    private mutating func sign() async throws {
        let person = Self.names[below(Self.names.count)]
        guard let approval = try await pick(below(6)) else { return }
        let text = String(approval.request.id.dropFirst(7))
        guard let progress = try? await workshop.desk.sign(approval, by: person, at: now) else { return }
        var story = try #require(asked[text], "\(text) was signed, and nobody had asked")
        #expect(!story.isApproved && !story.isReturned && story.heldSince == nil && now < story.deadline)
        #expect(person != "ledger" && person != "mallory")
        story.signatures.append(capacities(of: person))
        let isComplete = Self.isComplete(story)
        #expect(isComplete == (progress == .approved), "\(text): \(story)")
        story.isApproved = isComplete
        asked[text] = story
    }

    private mutating func move() async throws {
        let person = Self.names[below(Self.names.count)]
        guard let approval = try await pick(below(6)) else { return }
        let text = String(approval.request.id.dropFirst(7))
        let moves: [ApprovalMove] = [
            .held(person: person, reason: "why"), .released(person: person), .reopened(person: person),
        ]
        let move = moves[below(3)]
        guard (try? await workshop.desk.move(approval, move, by: person, at: now)) != nil else { return }
        #expect(!capacities(of: person).isEmpty)
        var story = try #require(asked[text])
        let present = now
        switch move {
        case .held: story.heldSince = present
        case .released:
            let since = try #require(story.heldSince)
            story.deadline = story.deadline.adding(seconds: present.seconds(since: since))
            story.heldSince = nil
        default:
            #expect(story.deadline <= present && story.heldSince == nil)
            story.signatures = []
            story.deadline = present.adding(seconds: 259_200)
        }
        asked[text] = story
    }

    private mutating func refuse() async throws {
        let person = Self.names[below(Self.names.count)]
        guard let approval = try await pick(below(6)) else { return }
        let isReturned = below(3) > 0
        let done: Void? = try? await workshop.desk.refuse(
            approval,
            isReturned: isReturned,
            by: person,
            reason: "why",
            at: now
        )
        guard done != nil else { return }
        let text = String(approval.request.id.dropFirst(7))
        #expect(asked[text]?.isApproved == false)
        asked[text]?.isReturned = isReturned
        asked[text]?.signatures = []
    }

    private mutating func lend() async throws {
        let desk = DelegationDesk(settings: workshop.settings, store: workshop.store)
        if below(4) == 0, !lent.isEmpty {
            let index = below(lent.count)
            let done: Void? = try? await desk.revoke(Int64(index) + 1, by: "cy", at: now)
            if done != nil { lent[index].isOver = true }
            return
        }
        let (from, to) = (Self.names[below(6)], Self.names[below(6)])
        let role = ["editor", "chief"][below(2)]
        let (first, last) = (today + below(3) - 1, today + below(4))
        let days = (CalendarDate(daysSince1970: first), CalendarDate(daysSince1970: last))
        let approver = Self.names[below(6)]
        let made = try? await desk.delegate(role, from: from, to: to, days: days, by: approver, at: now)
        guard made != nil else { return }
        #expect(Self.roles[from]?.contains(role) == true && Self.roles[approver]?.contains("chief") == true)
        #expect(Set([from, to, approver]).count == 3 && !Set([from, to, approver]).contains("ledger"))
        lent.append((role, from, to, first, last, false))
    }

    /// In which roles a person may sign today, and whose signature it then is.
    private func capacities(of person: String) -> [(role: String, people: Set<String>)] {
        func isThere(_ name: String) -> Bool { name != "lea" || today <= Int(start.seconds / 86_400) + 4 }
        guard person != "ledger", isThere(person) else { return [] }
        let own = (Self.roles[person] ?? []).map { (role: $0, people: Set([person])) }
        let others = lent.filter { loan in
            loan.to == person && !loan.isOver && loan.first <= today && today <= loan.last && isThere(loan.from)
        }
        return own + others.map { ($0.role, Set([person, $0.from])) }
    }

    /// Tries all ways to read the signatures.
    private static func isComplete(_ story: Asked) -> Bool {
        let needed = story.amount <= 100 ? ["editor"] : ["editor", "chief"]
        guard story.signatures.count == needed.count else { return false }
        func fits(_ index: Int, _ open: [String], _ seen: Set<String>) -> Bool {
            guard index < story.signatures.count else { return open.isEmpty }
            return story.signatures[index].contains { option in
                guard let place = open.firstIndex(of: option.role), seen.isDisjoint(with: option.people),
                    !(story.requester.map(option.people.contains) ?? false)
                else { return false }
                var rest = open
                rest.remove(at: place)
                return fits(index + 1, rest, seen.union(option.people))
            }
        }
        return fits(0, needed, [])
    }
}
