import ConnectorKit

extension Conformance {
    /// What reading rows over HTTP must keep to while nothing happens to them.
    static let reading: [ConformanceTest] = [
        ConformanceTest(
            "R01",
            "each stream tells of each row that its system holds, and of no other",
            for: .restSource,
            remedy: "read to the last page, and pass over no row: what cannot be understood is a reject"
        ) { trial in
            try await RowTrial(trial).requireRows()
        },
        ConformanceTest(
            "R02",
            "records are of the object that their stream lists, with the members of that object and no other",
            for: .restSource,
            remedy: "make payloads of the canonical object's own json"
        ) { trial in
            try await RowTrial(trial).requireShapes()
        },
        ConformanceTest(
            "R03",
            "an id stands for one state of one row: never empty, never for two contents",
            for: .restSource,
            remedy: "make the id of the row's own key and of what tells its states apart, such as its version"
        ) { trial in
            try await RowTrial(trial).requireKeys()
        },
        ConformanceTest(
            "R04",
            "reading everything twice gives the same",
            for: .restSource,
            remedy:
                "let nothing but the system's answers decide what a record is: no clock, no chance, no order of a set"
        ) { trial in
            try await RowTrial(trial).requireEqualReadings()
        },
        ConformanceTest(
            "R05",
            "reading on brings nothing where nothing happened, and a lower bound includes its own time",
            for: .restSource,
            remedy:
                "keep the place behind the last row in the cursor; ask for changes at a time or later, never only later"
        ) { trial in
            try await PositionTrial(trial).requireNews()
        },
        ConformanceTest(
            "R06",
            "going on behind any page, after a restart too, loses nothing",
            for: .restSource,
            remedy: "let a page's cursor point behind that page's last row, and keep nothing else in memory"
        ) { trial in
            try await PositionTrial(trial).requireResumption()
        },
        ConformanceTest(
            "R08",
            "a time to come finds no rows",
            for: .incrementalSource,
            remedy: "hand the lower bound of the request on to the system"
        ) { trial in
            try await PositionTrial(trial).requireEmptyFuture()
        },
        ConformanceTest(
            "R09",
            "rows come in the order that is declared, so that an interrupted reading passes over none",
            for: .restSource,
            remedy:
                "ask the system for the order of change, oldest first, or declare token or offset as the stream's paging"
        ) { trial in
            try await PositionTrial(trial).requireOrder()
        },
        ConformanceTest(
            "R12",
            "a row is the same record however it was asked for",
            for: .restSource,
            remedy: "translate a row in one place, whichever request brought it"
        ) { trial in
            try await RowTrial(trial).requireOneTranslation()
        },
        ConformanceTest(
            "R13",
            "amounts are exact decimals and times say their zone",
            for: .restSource,
            remedy: "write decimals as text and instants as RFC 3339 with Z or an offset"
        ) { trial in
            try await RowTrial(trial).requireExactValues()
        },
        ConformanceTest(
            "R14",
            "positions are small, and those of others or of earlier releases lose nothing",
            for: .restSource,
            remedy: "keep no rows in a cursor; throw positionUnavailable for one that nobody can read"
        ) { trial in
            try await PositionTrial(trial).requireReadableCursors()
        },
        ConformanceTest(
            "R15",
            "a row that cannot be used is a reject for a person, the same each time, and keeps no other row back",
            for: .restSource,
            remedy:
                "return what cannot be understood among the page's rejects, with a subject that names the row, and go on"
        ) { trial in
            try await RowTrial(trial).requireRejects()
        },
        ConformanceTest(
            "R16",
            "a record says what its row holds, by the system's own account",
            for: .restSource,
            remedy: "read each member from the field that means it, in the unit that it has there"
        ) { trial in
            try await RowTrial(trial).requireContents()
        },
        ConformanceTest(
            "R17",
            "a row that was changed is a record with another id",
            for: .restSource,
            remedy: "make the id of the row's own key and of what tells its states apart, such as its version"
        ) { trial in
            try await RowTrial(trial).requireNewKeys()
        },
        ConformanceTest(
            "R18",
            "reading on brings a row that was changed",
            for: .restSource,
            remedy: "keep the place behind the last row in the cursor; ask for changes, not for new rows alone"
        ) { trial in
            try await PositionTrial(trial).requireChanges()
        },
    ]
}
