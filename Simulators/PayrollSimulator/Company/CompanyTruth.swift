internal import JSON
internal import SimulatorKit

/// What really happened at payroll, whatever was answered.
struct CompanyTruth: Sendable {
    let setup: Setup
    let books: Books
    /// The only batch that is told of.
    var batch: String?
    /// The only employee that is told of.
    var employee: String?
    /// The run of which all lines are told.
    var run: Int?

    /// The ledger.
    var json: JSON {
        let runs = books.runs.filter { run == nil || $0.number == run }
        return [
            "now": .string(books.clock.text), "company": .string(setup.company),
            "layout": .string(setup.layout.rawValue), "profile": .string(setup.profile.rawValue),
            "timeZone": .string(SiteZone.identifier),
            "files": .array(books.files.map(\.json)),
            "written": .array(books.written.map(\.json)),
            "batches": .array(
                books.batches.filter { isTold(batch: $0.number) }.map { $0.json(setup, at: books.clock) }
            ),
            "accepted": acceptedDays,
            "refused": .array(
                books.refused.filter { isTold(batch: $0.batch) && isTold($0.refusal.employee) }.map(\.json)
            ),
            "queue": .array(books.queue.filter { isTold(batch: $0.batch) }.map(\.json)),
            "runs": .array(runs.map { $0.json(withLines: run != nil) }),
            "paid": paidDays,
            "totals": totals,
            "troubles": .array(books.troubles.map(JSON.string)),
            "quirksServed": books.quirks.shownJSON,
        ]
    }

    private func isTold(batch number: String) -> Bool { batch == nil || batch == number }

    private func isTold(_ number: String) -> Bool { employee == nil || employee == number }

    private var accepted: [AcceptedHours] {
        books.hours.filter { isTold(batch: $0.batch) && isTold($0.entry.employee) }
    }

    /// The rows of all runs that stand, or of the one that is asked for.
    private var paid: [RegisterRow] {
        books.runs.filter { run == nil ? $0.voidedBy == nil : $0.number == run }.flatMap(\.rows)
            .filter { isTold($0.employee) }
    }

    /// Accepted hours by employee and day.
    private var acceptedDays: JSON {
        struct Day {
            var hours = Exact.zero
            var batches: [String] = []
        }
        var days: [[String]: Day] = [:]
        for line in accepted {
            let key = [line.entry.employee, line.entry.date.text]
            days[key, default: Day()].hours += line.entry.hours
            if days[key]?.batches.contains(line.batch) == false { days[key]?.batches.append(line.batch) }
        }
        return .array(
            days.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, day in
                [
                    "employee": .string(key[0]), "date": .string(key[1]), "hours": .string(day.hours.text(2)),
                    "batches": .array(day.batches.map(JSON.string)),
                ]
            }
        )
    }

    /// What was paid by project, cost code and day.
    private var paidDays: JSON {
        struct Day {
            var hours = Exact.zero
            var gross = Exact.zero
            var burden = Exact.zero
        }
        var days: [[String]: Day] = [:]
        for row in paid {
            let key = [row.job, row.costCode, row.date.text]
            days[key, default: Day()].hours += row.hours
            days[key, default: Day()].gross += row.gross
            days[key, default: Day()].burden += row.burden
        }
        return .array(
            days.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, day in
                [
                    "project": .string(key[0]), "costCode": .string(key[1]), "date": .string(key[2]),
                    "hours": .string(day.hours.text(2)), "gross": .string(day.gross.text(2)),
                    "burden": .string(day.burden.text(2)), "cost": .string((day.gross + day.burden).text(2)),
                ]
            }
        )
    }

    private var totals: JSON {
        let rows = paid
        let (gross, burden) = (rows.map(\.gross).total, rows.map(\.burden).total)
        let lines = accepted
        return [
            "filesSeen": .integer(Int64(books.files.count)), "filesWritten": .integer(Int64(books.written.count)),
            "hoursAccepted": .string(lines.map(\.entry.hours).total.text(2)),
            "hoursUnpaid": .string(lines.filter { $0.run == nil }.map(\.entry.hours).total.text(2)),
            "hoursPaid": .string(rows.map(\.hours).total.text(2)),
            "gross": .string(gross.text(2)), "burden": .string(burden.text(2)),
            "labourCost": .string((gross + burden).text(2)),
        ]
    }
}

extension SeenFile {
    /// The file as the truth port tells of it.
    fileprivate var json: JSON {
        [
            "name": .string(name), "at": .string(at.text), "bytes": .integer(Int64(bytes)),
            "sha256": .string(sha256), "batch": .string(batch), "accepted": .bool(isAccepted),
            "keptAs": .string(keptAs),
        ]
    }
}

extension WrittenFile {
    /// The file as the truth port tells of it.
    fileprivate var json: JSON {
        [
            "name": .string(name), "at": .string(at.text), "bytes": .integer(Int64(bytes)),
            "sha256": .string(sha256),
        ]
    }
}

extension Batch {
    /// The batch as the truth port tells of it.
    fileprivate func json(_ setup: Setup, at now: SimulatedInstant) -> JSON {
        let validated = opened.adding(minutes: setup.pickUpMinutes)
        var state = "Posted"
        if now < posted { state = now < validated ? "Open" : "Validated" }
        return [
            "batch": .string(number), "file": .string(file), "opened": .string(opened.text),
            "posted": .string(posted.text), "state": .string(state), "status": .string(status.rawValue),
            "read": .integer(Int64(read)), "accepted": .integer(Int64(accepted)),
            "rejected": .integer(Int64(read - accepted)), "hours": .string(hours.text(2)),
        ]
    }
}

extension RefusedLine {
    /// The line as the truth port tells of it.
    fileprivate var json: JSON {
        [
            "batch": .string(batch), "file": .string(file), "at": .string(at.text),
            "line": refusal.line.map { .integer(Int64($0)) } ?? .null, "employee": .string(refusal.employee),
            "code": .string(refusal.code), "message": .string(refusal.message),
        ]
    }
}

extension QueuedLine {
    /// The line as the truth port and the queue's control tell of it.
    var json: JSON {
        [
            "id": .integer(Int64(id)), "batch": .string(batch), "line": .integer(Int64(line)),
            "cells": .array(cells.map(JSON.string)),
        ]
    }
}

extension PayRun {
    /// The run as the truth port and the runs' control tell of it.
    func json(withLines: Bool) -> JSON {
        var object = JSONObject()
        object["run"] = .integer(Int64(number))
        object["periodEnd"] = .string(periodEnd.text)
        object["at"] = .string(at.text)
        object["voids"] = voids.map { .integer(Int64($0)) } ?? .null
        object["voidedBy"] = voidedBy.map { .integer(Int64($0)) } ?? .null
        object["rows"] = .integer(Int64(rows.count))
        object["hours"] = .string(rows.map(\.hours).total.text(2))
        object["gross"] = .string(rows.map(\.gross).total.text(2))
        object["burden"] = .string(rows.map(\.burden).total.text(2))
        if withLines { object["lines"] = .array(rows.map(\.json)) }
        return .object(object)
    }
}

extension RegisterRow {
    /// The row as the truth port tells of it.
    fileprivate var json: JSON {
        [
            "employee": .string(employee), "earn": .string(earn), "project": .string(job),
            "costCode": .string(costCode), "type": .string(type), "date": .string(date.text),
            "hours": .string(hours.text(2)), "rate": .string(rate.text(4)), "gross": .string(gross.text(2)),
            "burden": .string(burden.text(2)), "originalRun": originalRun.map { .integer(Int64($0)) } ?? .null,
        ]
    }
}
