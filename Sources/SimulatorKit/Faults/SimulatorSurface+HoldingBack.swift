internal import JSON

extension SimulatorSurface {
    /// A request, or its answer, that waits until another one has gone by.
    struct HeldBack {
        let ticket: Int
        let opened: Opened
        /// The answer, if it is only that which waits.
        let exchange: Exchange?
        let continuation: CheckedContinuation<Exchange, Never>
    }

    /// Waits until another request of the same rule was worked on, at most as long as the fault holds back.
    func holdBack(_ opened: Opened, _ fault: AppliedFault) async -> Exchange {
        tickets += 1
        let ticket = tickets
        let exchange = fault.worksFirst ? close(opened) : nil
        let longest = fault.milliseconds == 0 ? 1000 : fault.milliseconds
        let timer = Task {
            try await Task.sleep(for: .milliseconds(longest))
            letGo(fault.id, ticket)
        }
        defer { timer.cancel() }
        return await withCheckedContinuation {
            heldBack[fault.id] = HeldBack(ticket: ticket, opened: opened, exchange: exchange, continuation: $0)
        }
    }

    /// Lets go what waited for a request such as this.
    func letGo(after request: SimulatedRequest) {
        for (id, ticket) in waiting where faults.covers(id, request, at: now) { letGo(id, ticket) }
    }

    /// Lets go what waits by a rule that is gone.
    func letGoOfRemoved() {
        for (id, ticket) in waiting where !faults.contains(id) { letGo(id, ticket) }
    }

    /// Drops what waits: the story that it belongs to is over.
    func dropHeldBack() {
        for (id, _) in waiting {
            guard let held = heldBack.removeValue(forKey: id) else { continue }
            if let exchange = held.exchange {
                aborted(exchange)
                transcript.add("answer dropped that waited by fault \(JSON.string(id).text())", at: now)
            }
            var response = SimulatedResponse(status: 503, contentType: "text/plain", body: [])
            response.delivery = .dropped
            let dropped =
                held.exchange.map { Exchange(place: $0.place, response: response, now: now) }
                ?? record(response, to: held.opened, at: now)
            held.continuation.resume(returning: dropped)
        }
    }

    /// The rules by which something waits, in the order in which it came.
    private var waiting: [(id: String, ticket: Int)] {
        heldBack.map { ($0.key, $0.value.ticket) }.sorted { $0.1 < $1.1 }
    }

    /// Works at once: nothing can happen to the simulator between that and the moment when the client hears of it.
    private func letGo(_ id: String, _ ticket: Int) {
        guard heldBack[id]?.ticket == ticket, let held = heldBack.removeValue(forKey: id) else { return }
        held.continuation.resume(returning: held.exchange ?? close(held.opened))
    }
}
