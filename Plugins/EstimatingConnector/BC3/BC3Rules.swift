import ConnectorKit
import FoundationEssentials

/// What record `~K` says: to how many decimals each quantity is rounded, and what is added to direct cost.
///
/// The first field is that of all versions, the third that of versions from 2007 on, which goes before.
struct BC3Rules {
    /// A measurement's line and total.
    private(set) var measurement = 2
    /// Yields and factors of a decomposition, and their product.
    private(set) var yield = 3
    /// Yield times price, and the sum of the direct cost.
    private(set) var partial = 2
    /// The price of a unit of work.
    private(set) var price = 2
    /// Measurement times price.
    private(set) var amount = 2
    /// The code of the currency.
    private(set) var currency: String?
    /// Indirect cost in percent of the direct cost; part of the price of a unit of work.
    private(set) var indirect: Decimal = 0

    init() {}

    /// Reads record `~K`; what is empty stays as the format's default.
    ///
    /// - Throws: ``FileFault`` for a value that is none.
    init(_ record: BC3Record) throws(FileFault) {
        /// What the later field says, else what the earlier one says.
        func decimals(
            _ name: String,
            later: Int,
            earlier: Int,
            or standard: Int
        ) throws(FileFault) -> Int {
            guard let text = record.part(2, later) ?? record.part(0, earlier) else { return standard }
            guard let count = Int(text), (0...10).contains(count) else {
                throw FileFault(
                    "line \(record.line): ~K gives '\(text.prefix(20))' as decimals \(name); 0 to 10 was expected"
                )
            }
            return count
        }
        measurement = try decimals("DS", later: 9, earlier: 2, or: measurement)
        yield = try decimals("DRS", later: 3, earlier: 3, or: yield)
        partial = try decimals("DI", later: 5, earlier: 4, or: partial)
        price = try decimals("DUO", later: 4, earlier: 6, or: price)
        amount = try decimals("DC", later: 1, earlier: 7, or: amount)
        currency = record.part(2, 12) ?? record.part(0, 8)
        guard let percent = record.part(1, 0) else { return }
        guard let number = Decimal(written: percent), number >= 0, number < 100 else {
            let reason = "line \(record.line): ~K gives '\(percent.prefix(20))' as percentage of indirect cost"
            throw FileFault("\(reason); a number from 0 to 99 was expected")
        }
        indirect = number
    }
}
