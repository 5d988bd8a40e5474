import CanonicalModel
import TabularText
import Testing

struct DayTests {
    private func read(_ text: String, _ notation: DateNotation) -> String? {
        guard case .date(let day) = Reading(.one(.date(notation)), text + "\n").rows.first?.values[0] else {
            return nil
        }
        return day.text
    }

    @Test func theDeclaredOrderDecides() {
        #expect(read("05/01/2026", DateNotation(.dayMonthYear, separator: "/")) == "2026-01-05")
        #expect(read("05/01/2026", DateNotation(.monthDayYear, separator: "/")) == "2026-05-01")
        #expect(read("5.1.2026", DateNotation(.dayMonthYear, separator: ".")) == "2026-01-05")
        #expect(read("2026-01-05", .iso) == "2026-01-05")
        #expect(read("1/5/26", DateNotation(.monthDayYear, separator: "/", hasShortYear: true)) == "2026-01-05")
        #expect(read("260105", DateNotation(.yearMonthDay, separator: nil, hasShortYear: true)) == "2026-01-05")
        #expect(read("01052026", DateNotation(.monthDayYear, separator: nil)) == "2026-01-05")
        #expect(read("2024-02-29", .iso) == "2024-02-29")
    }

    @Test(
        arguments: [
            "2026-13-01", "2026-02-29", "2026-00-10", "2026-01-00", "26-01-05", "02026-01-05", "2026/01/05", "2026-01",
            "2026-01-",
            "20260105", "2026-01-05x", "2026-001-05", "2026--01-05", "05-01-2026", "٢٠٢٦-01-05",
        ]
    )
    func whatIsNoDayIsNone(text: String) {
        #expect(read(text, .iso) == nil)
    }

    @Test func aDayWithoutSeparatorHasAllItsDigits() {
        #expect(read("1052026", DateNotation(.monthDayYear, separator: nil)) == nil)
    }

    @Test func aTimeOfMidnightIsPassedOverAndAnyOtherIsNone() {
        for time in [" 00:00", "T00:00:00", " 00:00:00", " 00:00:00.000"] {
            #expect(read("2026-01-05" + time, .iso) == "2026-01-05", "\(time)")
        }
        for time in [" 00:01", "T12:00:00", " 00:00:00.001", " 00:00:", " 00:00:00.", "T", " 0:00", " 00.00"] {
            #expect(read("2026-01-05" + time, .iso) == nil, "\(time)")
        }
    }
}
