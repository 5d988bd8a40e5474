import Foundation
import SimulatorKit

/// What a journal entry stands for.
enum EntryKind: String, Sendable {
    case entry
    case customerInvoice = "out_invoice"
    case customerRefund = "out_refund"
    case customerReceipt = "out_receipt"
    case vendorBill = "in_invoice"
    case vendorRefund = "in_refund"
    case vendorReceipt = "in_receipt"

    /// Whether the entry has invoice lines, taxes and due dates.
    var isInvoice: Bool { self != .entry }

    /// Whether it was made for a customer.
    var isSale: Bool { self == .customerInvoice || self == .customerRefund || self == .customerReceipt }

    /// Whether it came from a vendor.
    var isPurchase: Bool { isInvoice && !isSale }

    /// Whether it takes back an invoice.
    var isRefund: Bool { self == .customerRefund || self == .vendorRefund }

    /// The kind of its reversal.
    var reversed: EntryKind {
        switch self {
        case .entry: .entry
        case .customerInvoice: .customerRefund
        case .customerRefund, .customerReceipt: self == .customerRefund ? .customerInvoice : .customerRefund
        case .vendorBill: .vendorRefund
        case .vendorRefund, .vendorReceipt: self == .vendorRefund ? .vendorBill : .vendorRefund
        }
    }

    /// 1 if the lines of the invoice stand in debit, -1 if in credit.
    var sign: Decimal { self == .customerInvoice || self == .customerReceipt || self == .vendorRefund ? -1 : 1 }

    /// The type of journals that hold such entries.
    var journalType: String { isSale ? "sale" : isPurchase ? "purchase" : "general" }

    /// What stands before the number of a draft.
    var draftName: String {
        switch self {
        case .entry: "Draft Entry"
        case .customerInvoice: "Draft Invoice"
        case .customerRefund: "Draft Credit Note"
        case .customerReceipt: "Draft Sales Receipt"
        case .vendorBill: "Draft Bill"
        case .vendorRefund: "Draft Vendor Credit Note"
        case .vendorReceipt: "Draft Purchase Receipt"
        }
    }
}

/// A journal entry as it stands in the database.
struct Entry {
    static let model = "account.move"
    static let lineModel = "account.move.line"

    let id: Int64
    let row: Row
    let kind: EntryKind

    /// Reads an entry; `nil` if it is not there.
    init?(_ environment: Environment, _ id: Int64) {
        guard let row = environment.database.row(Self.model, id) else { return nil }
        self.init(id, row)
    }

    /// An entry as it would be with these columns.
    init(_ id: Int64, _ row: Row) {
        self.id = id
        self.row = row
        kind = row["move_type"]?.textValue.flatMap(EntryKind.init(rawValue:)) ?? .entry
    }

    var state: String { row["state"]?.textValue ?? "draft" }

    var isDraft: Bool { state == "draft" }

    var isPosted: Bool { state == "posted" }

    var company: Int64 { row["company_id"]?.recordID ?? 0 }

    var journal: Int64 { row["journal_id"]?.recordID ?? 0 }

    var currency: Int64 { row["currency_id"]?.recordID ?? 0 }

    var date: CivilDate { row["date"]?.dateValue ?? CivilDate(daysSince1970: 0) }

    /// The number; `nil` as long as there is none.
    var number: String? {
        guard let name = row["name"]?.textValue, !name.isEmpty, name != "/" else { return nil }
        return name
    }
}

extension Environment {
    /// The lines of an entry, the oldest first.
    func entryLines(_ entry: Int64) -> [(id: Int64, row: Row)] {
        let ids = database.ids(of: Entry.lineModel, where: ["move_id"], are: [.record(entry)]) ?? []
        return ids.sorted().compactMap { id in database.row(Entry.lineModel, id).map { (id, $0) } }
    }

    /// The currency of a company.
    func currency(ofCompany company: Int64) -> Int64 {
        value("currency_id", of: "res.company", company).recordID ?? 0
    }

    /// The text `name` of a record.
    func name(of model: String, _ id: Int64) -> String {
        value("name", of: model, id).textValue ?? ""
    }
}
