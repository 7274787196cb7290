#include "bake/make_room.h"

#include "bake/room_body.h"
#include "core/parallel.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake {

namespace {

using room::Body;
using room::View;
using Kind = RoomPart::Kind;

constexpr int k_rounds = 30, k_last_rounds = 10; // the last ones without smoothing
constexpr int k_pull_rounds = 14;               // after that only pushes, so that they have the last word
constexpr int k_smoothing = 2;
constexpr float k_reach_mm = 10;      // what lies deeper is not found
constexpr float k_ever_mm = 20;       // what is farther apart never meets: each of the two moves by ten at most
constexpr float k_step_most_mm = 1.5f; // per round
constexpr float k_eager = 0.9f;
constexpr float k_rest = 0.7f; // share of the depth allowed that is left
constexpr std::size_t k_chunk = 1500;
constexpr float k_order_reach_mm = 8, k_order_care_mm = 0.3f; // the wrong order: so far is it looked for, so much of it is none
constexpr float k_same_mm = 0.05f;
// After all pushes: a cover is lifted until what shows through it is so far beneath it. What stands out farther is not sought to be hidden.
constexpr int k_cover_rounds = 6;
constexpr float k_beneath_mm = 0.65f, k_stands_out_mm = 3.4f, k_lift_most_mm = 3.4f;
// Ends: what is within reach of bone, cartilage, ligament or fascia is drawn near it.
constexpr float k_end_reach_mm = 9, k_end_play_mm = 0.3f, k_end_course = 0.011f;

// How deep a vertex of one may lie in the other, mm. The rules ask for 1.5 and 1: coarsening and warping need their part.
float allowed_mm(Kind a, Kind b) {
    if (a == Kind::bone || b == Kind::bone) return 0.9f;
    return a == Kind::fascia || b == Kind::fascia ? 0.1f : 0.6f;
}

// Which share of a push the one that probes takes; the other one takes the rest.
float share_of(Kind prober, Kind holder) {
    if (prober == holder) return 0.5f;
    if (prober == Kind::bone) return 0;
    if (holder == Kind::bone) return 1;
    return prober == Kind::fascia ? 1.0f : 0.0f;
}

struct Push {
    std::size_t body;
    std::uint32_t vertex;
    glm::vec3 by;
};

struct Chunk {
    std::size_t body, begin, end;
};

class Room {
public:
    Room(std::span<const RoomPart> parts, int threads) : threads_(threads), bodies_(parts.size()) {
        core::parallel_for(threads_, parts.size(), [&](std::size_t i) { bodies_[i] = Body(parts[i]); });
        for (std::size_t outer = 0; outer < parts.size(); ++outer)
            for (const std::size_t inner : parts[outer].over) layers_.push_back({outer, inner});
    }

    int settle() {
        find_neighbours();
        int round = 0;
        for (; round < k_rounds; ++round) {
            const bool last = round + k_last_rounds >= k_rounds;
            const bool pulled = round < k_pull_rounds && pull_ends();
            const bool turned = put_in_order();
            if (!push() && !turned && !pulled) break;
            yield(last ? 0 : k_smoothing);
        }
        // Lifted, the parts of one sheet may meet at their seams.
        for (int n = 0; n < k_cover_rounds && lift_covers(); ++n)
            if (n + 1 < k_cover_rounds && push()) yield(0);
        core::parallel_for(threads_, bodies_.size(), [&](std::size_t i) {
            if (bodies_[i].moves()) bodies_[i].finish();
        });
        return round;
    }

private:
    // All move by what was pushed.
    void yield(int smoothing) {
        core::parallel_for(threads_, bodies_.size(), [&](std::size_t i) {
            if (bodies_[i].moves()) bodies_[i].yield(smoothing);
        });
        core::parallel_for(threads_, bodies_.size(), [&](std::size_t i) { spend(i); });
    }

    void find_neighbours() {
        views_.assign(bodies_.size(), {});
        slack_mm_.resize(bodies_.size());
        for (std::size_t a = 0; a < bodies_.size(); ++a) {
            for (std::size_t b = 0; b < bodies_.size(); ++b) {
                const Body &one = bodies_[a], &other = bodies_[b];
                if (one.kind == Kind::hold || other.kind == Kind::hold) continue;
                if (one.kind == Kind::bone && other.kind != Kind::muscle) continue;
                if (one.kind == Kind::fascia && other.kind == Kind::fascia) continue;
                if (one.kind != Kind::bone && other.kind == Kind::fascia) continue; // a fascia is too thin to be in
                if (a != b && room::meet(one.box(), other.box(), k_ever_mm)) views_[a].push_back({b, false});
                if (other.kind == Kind::muscle && one.kind != Kind::bone && room::meet(one.box(), room::mirrored(other.box()), k_ever_mm))
                    views_[a].push_back({b, true});
            }
            slack_mm_[a].assign(views_[a].size() * bodies_[a].mesh->positions.size(), 0);
        }
    }

    // Ends go to the nearest thing that they may hold to. Returns whether any was too far off.
    bool pull_ends() {
        std::vector<std::vector<Push>> found(bodies_.size());
        core::parallel_for(threads_, bodies_.size(), [&](std::size_t i) {
            if (bodies_[i].kind == Kind::muscle) pull_ends(i, found[i]);
        });
        return add(found);
    }

    void pull_ends(std::size_t at, std::vector<Push>& pushes) {
        Body& body = bodies_[at];
        std::vector<const Body*> holds;
        for (const Body& other : bodies_)
            if (other.kind != Kind::muscle && room::meet(body.box(), other.box(), k_end_reach_mm)) holds.push_back(&other);
        for (std::uint32_t v = 0; v < body.mesh->course.size(); ++v) {
            if (const float along = body.mesh->course[v].x; along > k_end_course && along < 1 - k_end_course) continue;
            const glm::vec3 p = body.mesh->positions[v];
            float least = k_end_reach_mm;
            glm::vec3 to = p;
            for (const Body* hold : holds)
                if (const auto near = hold->nearest(p, least)) {
                    least = near->distance_mm;
                    to = near->position;
                }
            if (least < k_end_reach_mm) body.pin(v);
            if (least > body.end_mm + k_end_play_mm && least < k_end_reach_mm)
                pushes.push_back({at, v, (to - p) / least * std::min(least - body.end_mm, k_step_most_mm)});
        }
    }

    bool add(const std::vector<std::vector<Push>>& found) {
        bool any = false;
        for (const auto& pushes : found)
            for (const Push& p : pushes) {
                bodies_[p.body].add_push(p.vertex, p.by);
                any = true;
            }
        return any;
    }

    // What lies over another is what one sees from behind. Returns whether it was not so anywhere.
    bool put_in_order() {
        std::vector<std::vector<Push>> found(layers_.size());
        core::parallel_for(threads_, layers_.size(), [&](std::size_t n) {
            const auto& [outer, inner] = layers_[n];
            if (!room::meet(bodies_[outer].box(), bodies_[inner].box(), k_order_reach_mm)) return;
            put_in_order(outer, inner, outer, found[n]);
            put_in_order(outer, inner, inner, found[n]);
        });
        return add(found);
    }

    // At the vertices of one of the two.
    void put_in_order(std::size_t outer, std::size_t inner, std::size_t at, std::vector<Push>& pushes) const {
        const auto& positions = bodies_[at].mesh->positions;
        const Body &own = bodies_[at], &other = bodies_[at == outer ? inner : outer];
        for (const glm::vec3 p : positions) {
            if (!other.is_before(p)) continue;
            const auto here = own.back(p, k_order_reach_mm);
            if (!here || std::abs(here->distance - k_order_reach_mm) > k_same_mm) continue;
            const auto there = other.back(p, k_order_reach_mm);
            if (!there) continue;
            const auto &over = at == outer ? here : there, &under = at == outer ? there : here;
            const float wrong = over->distance - under->distance;
            if (wrong <= k_order_care_mm || wrong > k_order_reach_mm) continue;
            const glm::vec3 by(0, 0, 0.5f * std::min(wrong, k_step_most_mm));
            for (std::size_t k = 0; k < 3; ++k) {
                pushes.push_back({outer, bodies_[outer].mesh->indices[3 * over->triangle + k], -by});
                pushes.push_back({inner, bodies_[inner].mesh->indices[3 * under->triangle + k], by});
            }
        }
    }

    // Where what lies under a cover still stands behind its back, as seen from behind, the cover is lifted over it: a tendon as thin as
    // paper yields to everything, and pushes that pull both ways leave some tenths of a millimetre. Lifted it meets nothing but
    // what lies over it, which is a cover itself. Returns whether there was any.
    bool lift_covers() {
        using Lifts = std::vector<std::pair<std::uint32_t, float>>;
        std::vector<Lifts> found(layers_.size());
        core::parallel_for(threads_, layers_.size(), [&](std::size_t n) { find_lifts(bodies_[layers_[n].first], bodies_[layers_[n].second], found[n]); });
        std::vector<Lifts> by_body(bodies_.size());
        for (std::size_t n = 0; n < layers_.size(); ++n)
            by_body[layers_[n].first].insert(by_body[layers_[n].first].end(), found[n].begin(), found[n].end());
        bool any = false;
        for (std::size_t i = 0; i < bodies_.size(); ++i)
            if (bodies_[i].moves() && bodies_[i].lift(by_body[i], k_lift_most_mm)) any = true;
        if (any) core::parallel_for(threads_, bodies_.size(), [&](std::size_t i) { spend(i); });
        return any;
    }

    static void find_lifts(const Body& outer, const Body& inner, std::vector<std::pair<std::uint32_t, float>>& lifts) {
        if (!room::meet(outer.box(), inner.box(), k_stands_out_mm)) return;
        const auto keep_below = [&](glm::vec3 p) {
            const auto over = outer.seen_back(p, k_order_reach_mm);
            const float out = over ? over->distance - k_order_reach_mm : -k_beneath_mm;
            if (out <= -k_beneath_mm || out >= k_stands_out_mm) return;
            for (std::size_t k = 0; k < 3; ++k) lifts.push_back({outer.mesh->indices[3 * over->triangle + k], out + k_beneath_mm});
        };
        const auto& points = inner.mesh->positions;
        for (const glm::vec3 p : points) keep_below(p);
        const auto& corners = inner.mesh->indices; // and between them: an edge may come through where no corner does
        for (std::size_t t = 0; t + 2 < corners.size(); t += 3) {
            const glm::vec3 a = points[corners[t]], b = points[corners[t + 1]], c = points[corners[t + 2]];
            keep_below((a + b + c) / 3.0f);
            for (const glm::vec3 p : {0.5f * (a + b), 0.5f * (b + c), 0.5f * (c + a)}) keep_below(p);
        }
        for (std::uint32_t v = 0; v < outer.mesh->positions.size(); ++v) { // where it dips between two vertices of the other
            const glm::vec3 p = outer.mesh->positions[v];
            if (!inner.is_before(p)) continue;
            const auto over = outer.seen_back(p, k_order_reach_mm);
            if (!over || std::abs(over->distance - k_order_reach_mm) > k_same_mm) continue;
            const auto under = inner.seen_back(p, k_order_reach_mm);
            if (!under) continue;
            if (const float out = over->distance - under->distance; out > -k_beneath_mm && out < k_stands_out_mm)
                lifts.push_back({v, out + k_beneath_mm});
        }
    }

    // Returns whether anything was too deep.
    bool push() {
        std::vector<Chunk> chunks;
        for (std::size_t i = 0; i < bodies_.size(); ++i)
            for (std::size_t begin = 0; begin < bodies_[i].mesh->positions.size() && !views_[i].empty(); begin += k_chunk)
                chunks.push_back({i, begin, std::min(begin + k_chunk, bodies_[i].mesh->positions.size())});
        std::vector<std::vector<Push>> found(chunks.size());
        core::parallel_for(threads_, chunks.size(), [&](std::size_t n) { probe(chunks[n], found[n]); });
        return add(found);
    }

    void probe(const Chunk& chunk, std::vector<Push>& pushes) {
        const auto& views = views_[chunk.body];
        for (std::size_t v = chunk.begin; v < chunk.end; ++v)
            for (std::size_t k = 0; k < views.size(); ++k)
                if (float& slack = slack_mm_[chunk.body][v * views.size() + k]; slack <= 0)
                    slack = probe(chunk.body, std::uint32_t(v), views[k], pushes);
    }

    // What was far enough from another one and has not come that much nearer need not be asked again.
    void spend(std::size_t at) {
        const auto& views = views_[at];
        for (std::size_t v = 0; v < bodies_[at].mesh->positions.size(); ++v) {
            const float own = bodies_[at].moved_mm(v);
            for (std::size_t k = 0; k < views.size(); ++k)
                slack_mm_[at][v * views.size() + k] -= own + bodies_[views[k].body].moved_most_mm;
        }
    }

    // Returns how much nearer the two may come before the vertex lies too deep.
    float probe(std::size_t at, std::uint32_t v, const View& view, std::vector<Push>& pushes) const {
        const Body &body = bodies_[at], &holder = bodies_[view.body];
        const glm::vec3 p = view.seen(body.mesh->positions[v]);
        if (const float apart = room::distance_mm(holder.box(), p); apart > 0) return apart;
        const float allowed = allowed_mm(body.kind, holder.kind);
        const auto sunk = holder.sunk(p, view.seen(body.middle(v)), k_reach_mm, allowed);
        if (!sunk) return k_reach_mm;
        if (sunk->depth_mm <= allowed) return allowed - sunk->depth_mm;
        const glm::vec3 out = sunk->way * std::min(k_eager * (sunk->depth_mm - k_rest * allowed), k_step_most_mm);
        const float share = share_of(body.kind, holder.kind);
        if (share > 0) pushes.push_back({at, v, view.seen(out) * share});
        if (share < 1)
            for (std::size_t k = 0; k < 3; ++k)
                pushes.push_back({view.body, holder.mesh->indices[3 * sunk->triangle + k], out * (share - 1)});
        return 0;
    }

    int threads_;
    std::vector<Body> bodies_;
    std::vector<std::pair<std::size_t, std::size_t>> layers_; // who lies over whom
    std::vector<std::vector<View>> views_; // per body: whom it may touch
    std::vector<std::vector<float>> slack_mm_; // per body, vertex and view: how much nearer they may come; 0: ask
};

} // namespace

int make_room(std::span<const RoomPart> parts, int threads) {
    return Room(parts, threads).settle();
}

} // namespace dorsum::bake
