import Foundation
import JSON
import SimulatorKit

/// Amounts in several currencies.
extension Environment {
    /// The smallest amount of a currency.
    func step(ofCurrency currency: Int64) -> Decimal {
        let step = value("rounding", of: "res.currency", currency).decimalValue
        return step > 0 ? step : Decimal(sign: .plus, exponent: -2, significand: 1)
    }

    /// Rounds an amount to its currency.
    func rounded(_ amount: Decimal, in currency: Int64) -> Decimal {
        Rounding.round(amount, toMultipleOf: step(ofCurrency: currency))
    }

    /// How much of `currency` one unit of the company's currency is worth on a day.
    ///
    /// The last rate until that day counts, without one the first after it, and 1 if the currency has none.
    func rate(of currency: Int64, company: Int64, on date: CivilDate) -> Decimal {
        let own = self.currency(ofCompany: company)
        guard currency != own else { return 1 }
        return technicalRate(currency, company, date) / technicalRate(own, company, date)
    }

    /// An amount of one currency in another one, rounded.
    func converted(_ amount: Decimal, from: Int64, to: Int64, company: Int64, on date: CivilDate) -> Decimal {
        guard from != to else { return rounded(amount, in: to) }
        let inCompany = amount / rate(of: from, company: company, on: date)
        return rounded(inCompany * rate(of: to, company: company, on: date), in: to)
    }

    private func technicalRate(_ currency: Int64, _ company: Int64, _ date: CivilDate) -> Decimal {
        let name = "res.currency.rate"
        let rates = (database.ids(of: name, where: ["currency_id"], are: [.record(currency)]) ?? [])
            .compactMap { database.row(name, $0) }
            .filter { $0["company_id"]?.recordID.map { $0 == company } ?? true }
            .compactMap { row in row["name"]?.dateValue.map { (day: $0, rate: (row["rate"] ?? .null).decimalValue) } }
            .filter { $0.rate > 0 }
            .sorted { $0.day < $1.day }
        return (rates.last { $0.day <= date } ?? rates.first)?.rate ?? 1
    }

    /// An amount as messages show it: `$ 1,234.50`.
    func shown(_ amount: Decimal, in currency: Int64) -> String {
        let places = max(0, -step(ofCurrency: currency).exponent)
        let parts = rounded(amount, in: currency).magnitude.plainText.split(separator: ".").map(String.init)
        var whole = parts[0]
        var position = whole.count - 3
        while position > 0 {
            whole.insert(",", at: whole.index(whole.startIndex, offsetBy: position))
            position -= 3
        }
        let fraction = parts.dropFirst().first ?? ""
        let digits = places == 0 ? "" : "." + fraction + String(repeating: "0", count: max(0, places - fraction.count))
        let number = (amount < 0 ? "-" : "") + whole + digits
        let symbol = value("symbol", of: "res.currency", currency).textValue ?? ""
        let isBefore = value("position", of: "res.currency", currency) == .text("before")
        return isBefore ? "\(symbol)\u{A0}\(number)" : "\(number)\u{A0}\(symbol)"
    }
}

extension Computations {
    /// What currencies show of their rates.
    static let currencies: [String: Function] = [
        "currency_rate": { environment, _, id in .decimal(environment.shownRate(of: id)) },
        "currency_inverse_rate": { environment, _, id in
            let rate = environment.shownRate(of: id)
            return .decimal(rate == 0 ? 0 : 1 / rate)
        },
        "currency_rate_text": { environment, model, id in
            let own = environment.currency(ofCompany: environment.currentCompany ?? 1)
            guard id != own else { return .text("") }
            let digits = Rounding.round(environment.shownRate(of: id), scale: 6).plainText.split(separator: ".")
            let fraction = digits.count > 1 ? String(digits[1]) : ""
            let padded = fraction + String(repeating: "0", count: max(0, 6 - fraction.count))
            let name = environment.name(of: "res.currency", own)
            return .text("1 \(name) = \(digits[0]).\(padded) \(environment.name(model, id))")
        },
        "currency_date": { environment, _, id in
            let rates = environment.database.ids(of: "res.currency.rate", where: ["currency_id"], are: [.record(id)])
            let days = (rates ?? []).compactMap {
                environment.database.row("res.currency.rate", $0)?["name"]?.dateValue
            }
            return days.max().map { .date($0) } ?? .null
        },
        "currency_is_own": { environment, _, id in
            .boolean(id == environment.currency(ofCompany: environment.currentCompany ?? 1))
        },
        "rate_day": { environment, model, id in
            .text(environment.value("name", in: model, id).dateValue?.text ?? "")
        },
    ]
}

extension Environment {
    /// The rate of a currency on the day of the context, or today.
    fileprivate func shownRate(of currency: Int64) -> Decimal {
        let day = context.values["date"]?.stringValue.flatMap { CivilDate(String($0.prefix(10))) } ?? today
        return rate(of: currency, company: currentCompany ?? 1, on: day)
    }
}
