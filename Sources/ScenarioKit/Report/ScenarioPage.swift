import Foundation
import JSON

extension ScenarioReport {
    /// A page of its own with all outcomes: nothing is loaded from elsewhere, and nothing is run.
    package var html: String {
        let failed = outcomes.filter { !$0.isSound }
        var body = "<h1>Scenarios</h1><p class=\"\(failed.isEmpty ? "good" : "bad")\">\(Markup.escaped(summary))</p>"
        for name in names {
            let plays = outcomes.filter { $0.name == name }
            body += "<section><h2>\(Markup.escaped(name))</h2>"
            body += seedChart(plays)
            if let first = plays.first { body += costChart(first) }
            for outcome in plays where !outcome.isSound { body += failure(outcome) }
            body += "</section>"
        }
        return """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>Scenarios</title><style>\(Self.style)</style></head><body>\(body)</body></html>

            """
    }

    private static let style = """
        body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
        h1,h2{line-height:1.2}.good{color:#0a6b2d}.bad{color:#a11}pre{white-space:pre-wrap;background:#f4f5f7;padding:.6rem}
        table{border-collapse:collapse}td,th{padding:.15rem .8rem;text-align:left}td.n{text-align:right}
        svg text{font:12px system-ui,sans-serif;fill:#1b1f24}.lane{stroke:#c3c8cf}.time{fill:#667}
        """

    /// One square a seed.
    private func seedChart(_ plays: [ScenarioOutcome]) -> String {
        let (columns, size) = (40, 18)
        let rows = (plays.count + columns - 1) / columns
        var chart =
            "<svg role=\"img\" aria-label=\"plays by seed\" width=\"\(columns * size)\" height=\"\(rows * size)\">"
        for (index, play) in plays.enumerated() {
            let (x, y) = (index % columns * size, index / columns * size)
            let colour = play.isSound ? "#2b8a4b" : "#c0392b"
            let title = "seed \(play.seed): \(play.isSound ? "holds" : "failed"), \(Self.seconds(play.duration)) s"
            chart +=
                "<rect x=\"\(x)\" y=\"\(y)\" width=\"15\" height=\"15\" fill=\"\(colour)\"><title>\(title)</title></rect>"
        }
        let sound = plays.filter(\.isSound).count
        return "\(chart)</svg><p>\(sound) of \(plays.count) plays hold.</p>"
    }

    /// Cost by project and cost code as bars.
    private func costChart(_ play: ScenarioOutcome) -> String {
        guard !play.costs.isEmpty else { return "" }
        let most = play.costs.map { abs($0.amount) }.max() ?? 0
        var rows = ""
        for cost in play.costs {
            let share = most == 0 ? 0 : NSDecimalNumber(decimal: abs(cost.amount) / most * 300).intValue
            rows += """
                <tr><td>\(Markup.escaped(cost.project))</td><td>\(Markup.escaped(cost.code))</td>\
                <td class="n">\(cost.hours.plainText)</td><td class="n">\(cost.amount.plainText)</td>\
                <td><svg width="300" height="12" aria-hidden="true"><rect width="\(share)" height="12" fill="#3565a8"/></svg></td></tr>
                """
        }
        return """
            <h3>Cost in Odoo at the end, seed \(play.seed)</h3>
            <table><tr><th>project</th><th>cost code</th><th>hours</th><th>amount</th><th></th></tr>\(rows)</table>
            """
    }

    private func failure(_ play: ScenarioOutcome) -> String {
        var text = "<h3 class=\"bad\">Seed \(play.seed)</h3><ul>"
        if let failure = play.failure { text += "<li>\(Markup.escaped(failure))</li>" }
        for finding in play.findings {
            text +=
                "<li><code>\(Markup.escaped(finding.place))</code><pre>\(Markup.escaped(finding.message))</pre></li>"
        }
        text += "</ul>"
        for story in play.stories { text += "<h4>The story of \(Markup.escaped(story.key))</h4>" + timeline(story) }
        if !play.faults.isEmpty { text += "<h4>Faults that fired</h4><ul>" }
        for fault in play.faults { text += "<li>\(Markup.escaped(fault))</li>" }
        if !play.faults.isEmpty { text += "</ul>" }
        return text + "<p>Again: <code>\(Markup.escaped(play.command))</code></p>"
    }

    /// One lane a system, time from top to bottom.
    private func timeline(_ story: ScenarioStory) -> String {
        var seen: Set<String> = []
        let lanes = (["purlin"] + story.events.map(\.system)).filter { seen.insert($0).inserted }
        let (left, width, height) = (190, 110, 20)
        let right = left + lanes.count * width
        let end = (story.events.count + 2) * height
        var chart = "<svg role=\"img\" aria-label=\"sequence\" width=\"\(right + 560)\" height=\"\(end)\">"
        for (index, lane) in lanes.enumerated() {
            let x = left + index * width + 40
            chart += "<text x=\"\(x - 30)\" y=\"14\">\(Markup.escaped(lane))</text>"
            chart += "<line class=\"lane\" x1=\"\(x)\" x2=\"\(x)\" y1=\"20\" y2=\"\(end)\"/>"
        }
        for (row, event) in story.events.enumerated() {
            let y = (row + 2) * height
            let x = left + (lanes.firstIndex(of: event.system) ?? 0) * width + 40
            let colour = event.isTrouble ? "#c0392b" : "#3565a8"
            chart += "<text class=\"time\" x=\"0\" y=\"\(y + 4)\">\(Markup.escaped(event.at))</text>"
            chart += "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"5\" fill=\"\(colour)\"/>"
            chart += "<text x=\"\(right + 10)\" y=\"\(y + 4)\">\(Markup.escaped(event.text))</text>"
        }
        let omitted = story.omitted > 0 ? "<p>\(story.omitted) earlier events are left out.</p>" : ""
        return "\(omitted)\(chart)</svg>"
    }
}
