import CanonicalModel
import ConnectorKit
import ConnectorStore
import FoundationEssentials
import JSON

/// One object of each kind that is personal, with a mark in the place of each value.
struct PersonalSample: Sendable {
    let object: String
    /// The members that nobody may see.
    let secret: Set<String>
    /// The members that people work with.
    let open: Set<String>
    let payload: JSON

    static func mark(_ object: String, _ member: String) -> String { "mark-\(object)-\(member)-mark" }

    /// The marks of all members that nobody may see.
    static var secrets: [String] { all.flatMap { sample in sample.secret.map { mark(sample.object, $0) } } }

    private init(_ object: String, _ json: JSON, secret: Set<String>, open: Set<String>) {
        self.object = object
        self.secret = secret
        self.open = open
        payload = Self.marked(json, object)
    }

    /// The names of all members that hold a value.
    var members: Set<String> { Self.members(of: payload, "") }

    /// The place of each value.
    var changes: [ValueChange] {
        Self.places(of: payload, "").map { ValueChange(path: $0.path, before: $0.value, after: $0.value) }
    }

    private static func marked(_ value: JSON, _ object: String, _ member: String = "") -> JSON {
        switch value {
        case .array(let elements): return .array(elements.map { marked($0, object, member) })
        case .object(var members):
            for key in members.keys { members[key] = marked(members[key] ?? .null, object, key) }
            return .object(members)
        default: return .string(mark(object, member))
        }
    }

    private static func members(of value: JSON, _ member: String) -> Set<String> {
        switch value {
        case .array(let elements): elements.reduce(into: []) { $0.formUnion(members(of: $1, member)) }
        case .object(let object): object.keys.reduce(into: []) { $0.formUnion(members(of: object[$1] ?? .null, $1)) }
        default: [member]
        }
    }

    private static func places(of value: JSON, _ path: String) -> [(path: String, value: JSON)] {
        switch value {
        case .array(let elements): elements.enumerated().flatMap { places(of: $1, "\(path)[\($0)]") }
        case .object(let object):
            object.keys.flatMap { places(of: object[$0] ?? .null, path.isEmpty ? $0 : "\(path).\($0)") }
        default: [(path, value)]
        }
    }
}

extension PersonalSample {
    private static let day = CalendarDate(daysSince1970: 20_457)

    private static let register: JSON =
        Currency("USD").map { currency in
            PayrollRegister(
                run: "x",
                periodEnd: day,
                currency: currency,
                voids: "x",
                lines: [
                    PayrollRegister.Line(
                        row: 2,
                        employee: "x",
                        earnCode: "x",
                        project: "x",
                        costCode: "x",
                        date: day,
                        hours: 8,
                        rate: 41,
                        gross: 328,
                        burden: 98,
                        originalRun: "x"
                    )
                ]
            ).json
        } ?? .null

    static let all = [
        PersonalSample(
            TimeEntry.name,
            TimeEntry(
                id: "x",
                employee: "x",
                project: "x",
                costCode: "x",
                payCode: "x",
                date: day,
                hours: 8,
                status: .approved,
                approvedBy: "x",
                corrects: "x"
            ).json,
            secret: [],
            open: [
                "id", "employee", "project", "costCode", "payCode", "date", "hours", "status", "approvedBy", "corrects",
            ]
        ),
        PersonalSample(
            PayrollBatch.name,
            PayrollBatch(
                batch: "x",
                company: "x",
                periodStart: day,
                periodEnd: day,
                lines: [
                    PayrollBatch.Line(
                        entries: ["x"],
                        employee: "x",
                        project: "x",
                        costCode: "x",
                        payCode: "x",
                        date: day,
                        hours: 8
                    )
                ]
            ).json,
            secret: [],
            open: [
                "batch", "company", "periodStart", "periodEnd", "entries", "employee", "project", "costCode", "payCode",
                "date", "hours",
            ]
        ),
        PersonalSample(
            PayrollBatchResult.name,
            PayrollBatchResult(
                batch: "x",
                status: .partial,
                read: 1,
                accepted: 1,
                hoursAccepted: 8,
                rejects: [PayrollBatchResult.Reject(row: 2, employee: "x", code: "x", message: "x")]
            ).json,
            secret: [],
            open: ["batch", "status", "read", "accepted", "hoursAccepted", "row", "employee", "code", "message"]
        ),
        PersonalSample(
            PayrollRegister.name,
            register,
            secret: ["rate", "gross", "burden"],
            open: [
                "run", "periodEnd", "currency", "voids", "row", "employee", "earnCode", "project", "costCode", "date",
                "hours", "originalRun",
            ]
        ),
        PersonalSample(
            "Payment",
            [
                "number": "x", "supplier": "x", "invoice": "x", "date": "x", "amount": "x", "iban": "x",
                "bankToken": "x",
                "account": ["holder": "x"],
            ],
            secret: ["iban", "bankToken", "holder"],
            open: ["number", "supplier", "invoice", "date", "amount"]
        ),
        // What is not personal as a whole may hold a bank account all the same.
        PersonalSample(
            CostEntry.name,
            ["key": "x", "rate": "x", "Bank_Account": "x", "person": ["ssn": "x"]],
            secret: ["Bank_Account", "ssn"],
            open: ["key", "rate"]
        ),
        PersonalSample(
            "BankAccount",
            ["bankId": "x", "token": "x", "verifiedBy": ["x"]],
            secret: ["bankId", "token", "verifiedBy"],
            open: []
        ),
        PersonalSample(
            "LabourRate",
            ["code": "x", "base": "x", "burden": "x", "fringe": "x"],
            secret: ["code", "base", "burden", "fringe"],
            open: []
        ),
        // The number is what people settle cases with; whose it is stays with whoever employs them.
        PersonalSample(
            Employee.name,
            Employee(
                number: "x",
                company: "x",
                fullName: "x",
                trade: "x",
                supervisor: "x",
                payrollNumber: "x",
                from: day,
                until: day
            ).json,
            secret: ["name", "trade", "supervisor", "payrollNumber", "status", "from", "until"],
            open: ["number", "company"]
        ),
    ]
}

extension PersonalSample {
    /// A store in which each object has been received, held back, repaired, sent, refused and asked about.
    static func store() async throws -> InMemoryStore {
        let store = InMemoryStore()
        for (number, sample) in all.enumerated() {
            _ = try await store.commit(sample.held(number), by: "test", at: Instant(seconds: 0))
            _ = try await store.commit(sample.refused(number), by: "test", at: Instant(seconds: 0))
            _ = try await store.commit(sample.sent(number), by: "test", at: Instant(seconds: 0))
        }
        return store
    }

    /// The business key of everything about the `number`th object.
    static func key(_ number: Int) -> String { "story/\(number)" }

    private func proposal(_ subject: String, _ remedy: CaseProposal.Remedy, _ number: Int) -> CaseProposal {
        CaseProposal(
            kind: "delivery_rejected",
            subject: subject,
            severity: .warning,
            owner: "integration-operator",
            summary: "\(object) is kept back",
            detail: ["iban": .string(Self.mark("CostEntry", "ssn"))],
            remedy: remedy,
            topics: [Self.key(number)]
        )
    }

    private func held(_ number: Int) -> [StateChange] {
        let proposal = proposal("record \(number)", .releaseRecords, number)
        let received = ReceivedRecord(
            system: "drop",
            record: SourceRecord(
                id: "record/\(number)",
                object: object,
                occurredAt: Instant(seconds: 0),
                payload: payload
            ),
            flow: "EquipmentUsageToJobCost",
            key: "",
            topics: [Self.key(number)],
            disposition: .quarantined(caseKey: proposal.key)
        )
        return [.recordReceived(received), .caseRaised(proposal), .recordRepaired(received, changes: changes)]
    }

    private func plan(_ key: String, _ number: Int) -> StateChange {
        .deliveryPlanned(
            PlannedDelivery(
                delivery: Delivery(key: key, object: object, payload: payload, controlTotals: [:]),
                system: "other",
                orderingKey: key,
                topics: [Self.key(number)]
            )
        )
    }

    private func refused(_ number: Int) -> [StateChange] {
        let key = "refused/\(number)"
        let proposal = proposal(key, .redeliver(key: key), number)
        return [
            plan(key, number), .deliveryAttempted(key: key, attempt: 1),
            .deliverySettled(key: key, .rejected(reason: "no", caseKey: proposal.key)), .caseRaised(proposal),
            .deliveryRepaired(
                key: key,
                DeliveryContent(object: object, payload: payload, controlTotals: [:]),
                changes: changes
            ),
        ]
    }

    private func sent(_ number: Int) -> [StateChange] {
        let key = "sent/\(number)"
        let question = ApprovalRequest(
            id: "approval/\(number)",
            flow: "EquipmentUsageToJobCost",
            key: key,
            role: "integration-operator",
            summary: "\(object) waits",
            payload: ["iban": .string(Self.mark("CostEntry", "ssn"))],
            topics: [Self.key(number)]
        )
        return [
            plan(key, number), .deliveryAttempted(key: key, attempt: 1),
            .deliverySettled(key: key, .delivered(FoundRecord(reference: "line \(number)"))),
            .approvalRequested(question),
        ]
    }
}
