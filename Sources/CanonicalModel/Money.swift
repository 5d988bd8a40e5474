public import Foundation

/// A currency of ISO 4217.
public struct Currency: Sendable, Hashable {
    /// The three-letter code.
    public let code: String

    /// Creates a currency by its code.
    ///
    /// - Returns: `nil` unless the code is three capital letters.
    public init?(_ code: String) {
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
        else { return nil }
        self.code = code
    }

    /// The number of decimals of the minor unit, 2 for most currencies (ISO 4217).
    public var decimals: Int {
        switch code {
        case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF",
            "XPF":
            0
        case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
        default: 2
        }
    }
}

/// An exact amount in one currency.
public struct Money: Sendable, Hashable {
    /// The amount in the currency's major unit.
    public let amount: Decimal
    /// The currency.
    public let currency: Currency

    /// Creates an amount, exactly as given.
    public init(_ amount: Decimal, _ currency: Currency) {
        self.amount = amount
        self.currency = currency
    }

    /// The amount as it is posted: rounded half-even to the currency's minor unit.
    public var posted: Money {
        Money(amount.rounded(scale: currency.decimals), currency)
    }
}

extension Decimal {
    /// This number rounded half-even (a tie goes to the even digit) to `scale` decimals.
    public func rounded(scale: Int) -> Decimal {
        var exact = self
        var result = Decimal()
        unsafe NSDecimalRound(&result, &exact, scale, .bankers)
        return result
    }
}
