import CanonicalModel
import FoundationEssentials
import JSON

/// How a file rounds quantity times price, and by how much what it states may differ from that (domain.md E-5).
struct AmountRule: Sendable, Hashable {
    enum Rounding: String, Sendable, Hashable, CaseIterable {
        case halfUp = "half-up"
        case halfEven = "half-even"
        /// Amounts are taken as they stand.
        case none
    }

    /// An amount that is not what quantity and price give.
    struct Contradiction: Error {
        let expected: String
    }

    var rounding: Rounding = .halfUp
    var decimals = 2
    var tolerance = Decimal(string: "0.01") ?? 0

    /// The amount of a line: what the file states, or what quantity and price give where it states nothing.
    func amount(quantity: Decimal, price: Decimal?, stated: Decimal?) -> Result<Decimal, Contradiction> {
        guard let price else {
            return stated.map { .success($0) }
                ?? .failure(Contradiction(expected: "amount, and the line has no unit price either"))
        }
        let product = rounded(quantity * price)
        // A lump sum has no quantity, or no price of a unit: only its amount counts.
        guard let stated else { return .success(product) }
        guard rounding != .none, quantity != 0, price != 0 else { return .success(stated) }
        guard (stated - product).magnitude <= tolerance else {
            return .failure(
                Contradiction(
                    expected: "amount of \(product.plainText), give or take \(tolerance.plainText), which "
                        + "\(quantity.plainText) × \(price.plainText) rounded \(rounding.rawValue) gives; 'rounding' of the mapping says otherwise"
                )
            )
        }
        return .success(stated)
    }

    private func rounded(_ number: Decimal) -> Decimal {
        switch rounding {
        case .none: number
        case .halfEven: number.rounded(scale: decimals)
        case .halfUp: number.roundedHalfUp(scale: decimals)
        }
    }
}

extension Decimal {
    /// This number with `scale` decimals; a tie goes away from zero.
    fileprivate func roundedHalfUp(scale: Int) -> Decimal {
        let even = rounded(scale: scale)
        let unit = Decimal(sign: .plus, exponent: -scale, significand: 1)
        // Half-even and half-up differ in a tie alone, and there by one unit.
        guard (self - even).magnitude * 2 == unit, even.magnitude < magnitude else { return even }
        return even + (self < 0 ? -unit : unit)
    }
}
