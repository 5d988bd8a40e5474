internal import JSON

/// What `GET /_sim/faults/kinds` tells about a kind of fault; its members are the only ones that a rule of it takes.
struct FaultKind: Sendable {
    /// The value of the member `kind`.
    let name: String
    /// What the client sees.
    let summary: String
    /// Whether the system does its work.
    let works: Work
    /// What a rule of this kind takes besides ``common``.
    let members: [Member]

    /// Whether the system does its work.
    enum Work: String, Sendable {
        case yes
        case no
        case onlyWithWorksFirst = "only with worksFirst"
        case unlessRefused = "unless refused"
        case unlessKept = "unless an answer is kept"
    }

    /// A member of a rule.
    struct Member: Sendable {
        let name: String
        let meaning: String

        init(_ name: String, _ meaning: String) {
            self.name = name
            self.meaning = meaning
        }
    }

    private init(_ name: String, _ summary: String, works: Work, _ members: [Member] = []) {
        self.name = name
        self.summary = summary
        self.works = works
        self.members = members
    }

    /// The kinds of every simulator and those that only one system knows.
    static func all(own: [String]) -> [FaultKind] {
        let count = Member("count", "how often it strikes, 1 to 1,000; 1 if missing")
        return answers + losses + spoilt + late + order + content
            + own.map { FaultKind($0, "see the simulator's own page", works: .yes, [count]) }
    }

    /// What is told about all kinds.
    static func json(own: [String]) -> JSON {
        let kinds = all(own: own).map { kind -> JSON in
            [
                "kind": .string(kind.name), "summary": .string(kind.summary), "works": .string(kind.works.rawValue),
                "members": json(kind.members),
            ]
        }
        return ["kinds": .array(kinds), "common": json(common)]
    }

    private static func json(_ members: [Member]) -> JSON {
        .array(members.map { ["name": .string($0.name), "meaning": .string($0.meaning)] })
    }
}

extension FaultKind {
    /// The members of every rule.
    static let common = [
        Member("kind", "what happens"),
        Member("id", "by which the rule is removed; one is made if it is missing"),
        Member("worksFirst", "whether the system does its work before something else than its answer is sent"),
        Member("milliseconds", "how long the answer, or the closing of the connection, is held back; at most 600,000"),
        Member(
            "delay",
            "instead of milliseconds: {\"uniform\":[LEAST,MOST]}, {\"normal\":[MEAN,DEVIATION]}, "
                + "{\"lognormal\":[MEDIAN,SIGMA]}"
        ),
        Member("method", "the method of the request"),
        Member("pathPrefix", "what the path starts with"),
        Member("pathContains", "what occurs in the path"),
        Member("bodyContains", "what occurs in the body"),
        Member("where", "what parts of the request must be: {\"header:X-Company\":\"2\",\"body:/params/id\":7}"),
        Member("from", "from when on the virtual clock"),
        Member("until", "until when on the virtual clock"),
        Member("for", "instead of until: how long, from from or else from now, such as PT1H"),
        Member("repeats", "after which span the time from from to until comes again, such as P1D"),
        Member(
            "per",
            "by which parts of the request skip, times, limits and uses are counted apart: \(FaultKey.usage)"
        ),
        Member("skip", "how many matching requests are let through first"),
        Member("times", "to how many it applies then"),
        Member("probability", "0 to 1"),
        Member("bursts", "requests in a row: {\"starts\":0.05,\"ends\":0.5}, how likely bad times start and end"),
    ]

    private static let body = Member("body", "the body")
    private static let type = Member("contentType", "its Content-Type; text/html if missing")
    private static let headers = Member("headers", "further header fields, by name")
    private static let retryAfter = Member("retryAfter", "the field Retry-After")

    private static let answers = [
        FaultKind(
            "status",
            "another status",
            works: .onlyWithWorksFirst,
            [Member("code", "200 to 599; required"), body, type, retryAfter, headers]
        ),
        FaultKind(
            "proxy",
            "the page with which nginx answers for a system that does not",
            works: .onlyWithWorksFirst,
            [Member("code", "400 to 599; required"), retryAfter, headers]
        ),
        FaultKind(
            "body",
            "another page",
            works: .onlyWithWorksFirst,
            [Member("body", "the page; required"), type, Member("code", "200 if missing"), retryAfter, headers]
        ),
        FaultKind(
            "rateLimit",
            "429 once too many requests came, and how many are left with every answer",
            works: .unlessRefused,
            [
                Member("limit", "how many come back in one window; required"),
                Member("window", "the span on the virtual clock, at most P31D; required"),
                Member("capacity", "how many may come at once; limit if missing"),
                Member("fill", "steady (one by one, the default) or window (all at its end, counted from 1970)"),
                Member("code", "400 to 599; 429 if missing"), body, type,
                Member("retryAfter", "seconds (the default), date or none"),
                Member(
                    "headers",
                    "fields of every answer; {limit}, {remaining}, {reset}, {resetAt}, {retryAfter} are filled in"
                ),
            ]
        ),
        FaultKind(
            "expired",
            "401 once a credential was used too often or too long; another credential is taken",
            works: .unlessRefused,
            [
                Member("uses", "how many requests a credential is good for"),
                Member("lives", "how long it is good for after its first use, on the virtual clock"),
                Member("code", "401 if missing"), body, type, headers,
            ]
        ),
    ]

    private static let losses = [
        FaultKind("refuse", "the connection is closed without a byte", works: .onlyWithWorksFirst),
        FaultKind("dropAnswer", "the connection is closed without a byte", works: .yes),
        FaultKind("reset", "the connection is reset (RST)", works: .onlyWithWorksFirst),
        FaultKind("down", "every connection is reset, as with reset; give for or until", works: .onlyWithWorksFirst),
        FaultKind(
            "blackHole",
            "nothing: the connection stays open for milliseconds, ten minutes if missing, or until the client goes",
            works: .onlyWithWorksFirst
        ),
        FaultKind(
            "garbage",
            "random bytes that are no HTTP, then the connection is closed",
            works: .onlyWithWorksFirst,
            [Member("bytes", "how many, 1 to 1,048,576; 64 if missing")]
        ),
    ]

    private static let spoilt = [
        FaultKind(
            "truncate",
            "the beginning of the body, then the connection is closed",
            works: .yes,
            [Member("bytes", "how many bytes of the body; required")]
        ),
        FaultKind(
            "cut",
            "the beginning of the answer, header fields counted, then the connection is closed",
            works: .yes,
            [Member("bytes", "how many bytes in all; required")]
        ),
        FaultKind(
            "malformedChunk",
            "half of the body as a chunk, then a chunk without a length",
            works: .yes
        ),
        FaultKind(
            "wrongLength",
            "a Content-Length that is not the body's, then the connection is closed",
            works: .yes,
            [Member("by", "how many bytes too many are announced, negative for too few; required")]
        ),
        FaultKind(
            "repeatBody",
            "the answer again and again",
            works: .yes,
            [Member("bytes", "how many bytes of body in all; required")]
        ),
    ]

    private static let late = [
        FaultKind("slow", "the answer, later: milliseconds or delay is required", works: .yes),
        FaultKind(
            "dribble",
            "the body in pieces with pauses between them",
            works: .yes,
            [
                Member("pieces", "how many, 2 to 10,000; required"),
                Member("pause", "milliseconds between two; required"),
            ]
        ),
        FaultKind(
            "bandwidth",
            "the body no faster than this",
            works: .yes,
            [Member("bytesPerSecond", "the rate; required")]
        ),
        FaultKind(
            "slowClose",
            "the answer without a length; its end, the closing of the connection, comes later",
            works: .yes,
            [Member("pause", "milliseconds before the connection is closed; required")]
        ),
    ]

    private static let order = [
        FaultKind(
            "duplicate",
            "one answer, although the request was worked on several times",
            works: .yes,
            [
                Member("count", "how many more times, 1 to 1,000; 1 if missing"),
                Member("answer", "first, or last (the default): which answer is sent"),
            ]
        ),
        FaultKind(
            "reorder",
            "nothing unusual: the request, with worksFirst its answer, waits until another one has gone by, "
                + "at most milliseconds or else 1,000",
            works: .yes
        ),
    ]

    private static let content = [
        FaultKind(
            "drift",
            "JSON of another form",
            works: .yes,
            [
                Member("at", "the place, such as /result/*/name; required"),
                Member("change", SchemaDrift.Change.names.joined(separator: ", ") + "; required"),
                Member("to", "the new name for rename; text, number, list or null for type"),
                Member("value", "the value for add and replace"),
            ]
        ),
        FaultKind(
            "stale",
            "the answer that the same GET got before, as from a cache; the first one is fresh",
            works: .unlessKept
        ),
        FaultKind(
            "clockSkew",
            "Date and everything else that the system stamps by a clock that is wrong",
            works: .yes,
            [Member("seconds", "how much it is fast, negative for slow; required")]
        ),
    ]
}
