#include "bake/make_room.h"

#include "bake/room_body.h"
#include "bake/room_cover.h"
#include "bake/room_hug.h"
#include "bake/room_swell.h"
#include "bake/room_taut.h"
#include "bake/room_together.h"
#include "core/parallel.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace dorsum::bake {

namespace {

using room::Body;
using room::Lifts;
using room::View;
using Kind = RoomPart::Kind;

constexpr int k_rounds = 30, k_last_rounds = 10; // the last ones without smoothing
constexpr int k_pull_rounds = 14;               // after that only pushes, so that they have the last word
constexpr int k_swell_rounds = 30, k_hug_rounds = 16, k_taut_turns = 3;
constexpr int k_smoothing = 2;
constexpr float k_reach_mm = 10;      // what lies deeper is not found
constexpr float k_ever_mm = 20;       // what is farther apart never meets: each of the two moves by ten at most
constexpr float k_never_mm = 1e6f;
constexpr float k_step_most_mm = 1.5f; // per round
constexpr float k_eager = 0.9f;
constexpr float k_rest = 0.7f; // share of the depth allowed that is left
constexpr std::size_t k_chunk = 256; // vertices
constexpr float k_order_reach_mm = 8, k_order_care_mm = 0.3f; // the wrong order: so far is it looked for, so much of it is none
constexpr float k_order_step_mm = 0.4f, k_order_slope = 0.5f; // asked again after so much; surfaces that slope come nearer faster than they move
constexpr float k_same_mm = 0.05f;
// After all pushes: a cover is lifted over what shows through it.
constexpr int k_cover_rounds = 6;
constexpr float k_lift_most_mm = 3.4f;
constexpr float k_covered_lift_mm = 2; // over which another cover lies; and not at all where it ends: many end on one ridge, one over the other
constexpr float k_under_bone_mm = 0.2f;
// Ends: what is within reach of bone, cartilage, ligament or fascia is drawn near it.
constexpr float k_end_reach_mm = 9, k_end_play_mm = 0.3f, k_end_course = 0.011f;

// How deep a vertex of one may lie in the other, mm. The rules ask for 1.5 and 1: coarsening and warping need their part.
float allowed_mm(Kind a, Kind b) {
    if (a == Kind::bone || b == Kind::bone) return 0.9f;
    return a == Kind::fascia || b == Kind::fascia ? 0.1f : 0.6f;
}

bool only_stands(Kind kind) {
    return kind == Kind::hold || kind == Kind::wall;
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

// One body that lies over another.
struct Layer {
    std::size_t outer, inner;
    int rank; // how many covers lie beneath the outer one
    std::vector<float> outer_due_mm, inner_due_mm; // per vertex: when the two have gone so far, their order is asked again
    room::Cover cover = {};                        // what shows through, as it was last asked ...
    int outer_moves = -1, inner_moves = -1;        // ... when the two had moved so often: until one of them moves it holds
};

// How far a body has gone so far. What was known of the distance between two holds until both together have gone as far.
struct Travel {
    std::vector<float> own_mm; // per vertex
    float most_mm = 0;         // sum of the most that any vertex went in a move
};

enum class Among { all, swollen, taut }; // those that grow, or are drawn fair: the others had their turn

// Some vertices of a body that lie close together, and whom they may touch.
struct Chunk {
    std::size_t body, begin, end;
    std::vector<View> views = {};
    std::vector<float> due_mm = {};       // per vertex and view: when the two have gone so far, they are asked again
    std::vector<float> first_due_mm = {}; // per vertex: when it and they have gone so far, one of them may be due ...
    float due_any_mm = 0;                 // ... and when the chunk and they have, any of all
    float most_mm = 0;                    // sum of the most that any of these vertices went in a move
    float nearing_mm = 0;                 // sum of the most that any that they may touch went in a move
    void ask_all() { // anew
        std::fill(first_due_mm.begin(), first_due_mm.end(), 0.0f);
        due_any_mm = 0;
    }
};

struct Piece { // of what is asked of a layer
    std::size_t layer, piece;
};

class Room {
public:
    Room(std::span<const RoomPart> parts, int threads) : parts_(parts), threads_(threads), bodies_(parts.size()), moves_(parts.size(), 0), travel_(parts.size()) {
        core::parallel_for(threads_, parts.size(), [&](std::size_t i) {
            bodies_[i] = Body(parts[i]);
            travel_[i].own_mm.assign(parts[i].mesh->positions.size(), 0);
        });
        find_layers(parts);
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
        cover(k_cover_rounds);
        around_ = room::Together(parts_, bodies_);
        tauten(true); // an aponeurosis, before it is filled beneath
        swell();
        hug();
        tauten(false);
        core::parallel_for(threads_, bodies_.size(), [&](std::size_t i) {
            if (bodies_[i].moves()) bodies_[i].finish();
        });
        return round;
    }

private:
    // What came too near gives way.
    void give_way(int rounds) {
        for (int n = 0; n < rounds && push(); ++n) yield(0);
    }

    // Covers are lifted over what shows through; where the parts of one sheet then meet at their seams, they give way.
    void cover(int rounds, Among among = Among::all) {
        for (int n = 0; n < rounds && lift_covers(among); ++n)
            if (n + 1 < rounds && push()) yield(0);
    }

    // Sheets sink onto what is beneath them; what came too near gives way, and what shows through is covered once more.
    void hug() {
        room::Hugging hugging(parts_, bodies_, around_, threads_);
        int round = 0;
        for (; round < k_hug_rounds && hugging.push(bodies_); ++round) yield(0);
        if (round == 0) return;
        give_way(k_last_rounds);
        cover(k_cover_rounds);
    }

    // Sheets are drawn fair, those that swell or the others; what shows through them or is too near gives way, or is covered, and they are drawn
    // fair once more.
    void tauten(bool swelling) {
        room::Tautening tautening(parts_, bodies_, around_, threads_, swelling);
        for (int turn = 0; turn < k_taut_turns && tautening.push(bodies_); ++turn) {
            yield(0);
            give_way(k_last_rounds);
            cover(k_cover_rounds, Among::taut);
        }
    }

    // What is still free is filled; what came too near all the same gives way once more. All else has its place by now.
    void swell() {
        room::Swelling swelling(parts_, bodies_, around_, threads_);
        int round = 0;
        for (; round < k_swell_rounds && swelling.push(bodies_); ++round) yield(0, Among::swollen);
        for (int n = 0; round > 0 && n < k_last_rounds; ++n) {
            if (!push(Among::swollen)) break;
            yield(0, Among::swollen);
        }
    }

    // All move by what was pushed.
    void yield(int smoothing, Among among = Among::all) {
        core::parallel_for(threads_, bodies_.size(), [&](std::size_t i) {
            if (!bodies_[i].moves()) return;
            if (among == Among::all || swells(i)) bodies_[i].yield(smoothing);
            else bodies_[i].rest();
            note_move(i);
        });
        note_nearing();
    }

    void note_move(std::size_t at) {
        if (bodies_[at].moved_most_mm <= 0) return;
        ++moves_[at];
        travel_[at].most_mm += bodies_[at].moved_most_mm;
        for (std::size_t c = first_chunk_[at]; c < first_chunk_[at + 1]; ++c) {
            float most = 0;
            for (std::size_t v = chunks_[c].begin; v < chunks_[c].end; ++v) {
                const float moved = bodies_[at].moved_mm(v);
                travel_[at].own_mm[v] += moved;
                most = std::max(most, moved);
            }
            chunks_[c].most_mm += most;
        }
    }

    // After moves: how much nearer anything that a chunk may touch can have come to it.
    void note_nearing() {
        for (Chunk& chunk : chunks_) {
            float most = 0;
            for (const View& view : chunk.views) most = std::max(most, bodies_[view.body].moved_most_mm);
            chunk.nearing_mm += most;
        }
    }

    bool asked(const Layer& layer, Among among) const {
        return among != Among::taut || parts_[layer.outer].taut_mm > 0 || parts_[layer.inner].taut_mm > 0;
    }

    bool swells(std::size_t at) const { return parts_[at].swell_mm > 0; }

    void find_layers(std::span<const RoomPart> parts) {
        std::vector<int> rank(parts.size(), -1);
        const std::function<int(std::size_t)> rank_of = [&](std::size_t i) {
            if (rank[i] >= 0) return rank[i];
            rank[i] = 0; // a ring is cut where it closes
            int most = 0;
            for (const std::size_t inner : parts[i].over) most = std::max(most, 1 + rank_of(inner));
            return rank[i] = most;
        };
        for (std::size_t outer = 0; outer < parts.size(); ++outer)
            for (const std::size_t inner : parts[outer].over)
                if (room::meet(bodies_[outer].box(), bodies_[inner].box(), k_ever_mm))
                    layers_.push_back({outer, inner, rank_of(outer), std::vector<float>(parts[outer].mesh->positions.size(), 0),
                                       std::vector<float>(parts[inner].mesh->positions.size(), 0)});
        covered_.assign(parts.size(), false);
        for (const RoomPart& part : parts) end_lift_mm_.push_back(part.end_lift_mm);
        for (const Layer& layer : layers_) covered_[layer.inner] = true;
        std::stable_sort(layers_.begin(), layers_.end(), [](const Layer& a, const Layer& b) { return a.rank < b.rank; });
    }

    void find_neighbours() {
        for (std::size_t i = 0; i < bodies_.size(); ++i) {
            first_chunk_.push_back(chunks_.size());
            const std::size_t count = only_stands(bodies_[i].kind) ? 0 : bodies_[i].mesh->positions.size();
            for (std::size_t begin = 0; begin < count; begin += k_chunk) chunks_.push_back({i, begin, std::min(begin + k_chunk, count)});
        }
        first_chunk_.push_back(chunks_.size());
        core::parallel_for(threads_, bodies_.size(), [&](std::size_t i) {
            const std::vector<View> views = find_views(i);
            for (std::size_t c = first_chunk_[i]; c < first_chunk_[i + 1]; ++c) {
                Chunk& chunk = chunks_[c];
                geometry::Bounds box;
                for (std::size_t v = chunk.begin; v < chunk.end; ++v) box.add(bodies_[i].mesh->positions[v]);
                for (const View& view : views)
                    if (room::meet(view.mirror ? room::mirrored(box) : box, bodies_[view.body].box(), k_ever_mm)) chunk.views.push_back(view);
                chunk.due_mm.assign(chunk.views.size() * (chunk.end - chunk.begin), 0);
                chunk.first_due_mm.assign(chunk.end - chunk.begin, 0);
            }
        });
    }

    // Whom a body may touch.
    std::vector<View> find_views(std::size_t at) const {
        const Body& one = bodies_[at];
        std::vector<View> views;
        for (std::size_t b = 0; b < bodies_.size(); ++b) {
            const Body& other = bodies_[b];
            if (only_stands(one.kind) || only_stands(other.kind)) continue;
            if (one.kind == Kind::bone && other.kind != Kind::muscle) continue;
            if (one.kind == Kind::fascia && other.kind == Kind::fascia) continue;
            if (one.kind != Kind::bone && other.kind == Kind::fascia) continue; // a fascia is too thin to be in
            if (at != b) views.push_back({b, false});
            if (other.kind == Kind::muscle && one.kind != Kind::bone) views.push_back({b, true});
        }
        return views;
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
            if (other.kind != Kind::muscle && other.kind != Kind::wall && room::meet(body.box(), other.box(), k_end_reach_mm)) holds.push_back(&other);
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

    // What lies over another is what one sees from outside. Returns whether it was not so anywhere.
    bool put_in_order() {
        std::vector<std::vector<Push>> found(layers_.size());
        core::parallel_for(threads_, layers_.size(), [&](std::size_t n) {
            put_in_order(layers_[n], layers_[n].outer, found[n]);
            put_in_order(layers_[n], layers_[n].inner, found[n]);
        });
        return add(found);
    }

    // At the vertices of one of the two.
    void put_in_order(Layer& layer, std::size_t at, std::vector<Push>& pushes) const {
        const bool is_outer = at == layer.outer;
        auto& due = is_outer ? layer.outer_due_mm : layer.inner_due_mm;
        const float other_gone = travel_[is_outer ? layer.inner : layer.outer].most_mm;
        for (std::size_t v = 0; v < due.size(); ++v)
            if (const float gone = travel_[at].own_mm[v] + other_gone; gone >= due[v]) due[v] = gone + put_in_order(layer, is_outer, v, pushes);
    }

    // Returns how much nearer the two may come before the vertex is asked again. Ends stay on what they hold to, but beneath the outermost
    // cover, which is seen.
    float put_in_order(const Layer& layer, bool is_outer, std::size_t v, std::vector<Push>& pushes) const {
        const Body &outer = bodies_[layer.outer], &inner = bodies_[layer.inner], &own = is_outer ? outer : inner, &other = is_outer ? inner : outer;
        const glm::vec3 p = own.mesh->positions[v];
        if (const float apart = room::distance_mm(other.box(), p); apart > k_order_reach_mm) return std::max(k_order_step_mm, apart - k_order_reach_mm);
        const glm::vec3 out = outer.outward(p);
        const auto there = other.outer(p, out, k_order_reach_mm); // more often nothing is there than here: asked first
        if (!there) return k_order_step_mm;
        const auto here = own.outer(p, out, k_order_reach_mm);
        if (!here || std::abs(here->distance - k_order_reach_mm) > k_same_mm) return k_order_step_mm;
        const auto &over = is_outer ? here : there, &under = is_outer ? there : here;
        const float wrong = over->distance - under->distance;
        if (wrong <= k_order_care_mm) return std::max(k_order_step_mm, k_order_slope * (k_order_care_mm - wrong));
        if (wrong > k_order_reach_mm) return k_order_step_mm;
        const bool outermost = !covered_[layer.outer];
        const glm::vec3 by = out * std::min(wrong, k_step_most_mm);
        for (std::size_t k = 0; k < 3; ++k) {
            const auto high = outer.mesh->indices[3 * over->triangle + k], low = inner.mesh->indices[3 * under->triangle + k];
            pushes.push_back({layer.outer, high, by * 0.5f * (outermost ? 1 : outer.off_end(high))});
            pushes.push_back({layer.inner, low, -by * 0.5f * (outermost ? 1 : inner.off_end(low))});
        }
        return 0;
    }

    // Where what lies under a cover still stands outside it, the cover is lifted over it: a tendon as thin as paper yields to everything,
    // and pushes that pull both ways leave some tenths of a millimetre. The deepest covers first: lifted they meet what lies over
    // them, which is a cover itself. Returns whether there was any.
    bool lift_covers(Among among = Among::all) {
        bool any = false;
        for (std::size_t begin = 0, end; begin < layers_.size(); begin = end) {
            for (end = begin; end < layers_.size() && layers_[end].rank == layers_[begin].rank;) ++end;
            any = lift_covers(begin, end, among) || any;
        }
        return any;
    }

    // Of one rank: none of them lies over another.
    bool lift_covers(std::size_t begin, std::size_t end, Among among) {
        look_at_covers(begin, end, among);
        std::vector<Lifts> by_body(bodies_.size());
        for (std::size_t n = begin; n < end; ++n)
            if (asked(layers_[n], among)) layers_[n].cover.add_to(by_body[layers_[n].outer]);
        core::parallel_for(threads_, bodies_.size(), [&](std::size_t i) { keep_out_of_bones(i, by_body[i]); });
        bool any = false;
        for (Body& body : bodies_) body.rest();
        for (std::size_t i = 0; i < bodies_.size(); ++i)
            if (bodies_[i].lift(by_body[i], covered_[i] ? k_covered_lift_mm : k_lift_most_mm, covered_[i] ? 0 : end_lift_mm_[i])) {
                any = true;
                note_move(i);
            }
        note_nearing();
        return any;
    }

    // Asks what shows through those that have moved.
    void look_at_covers(std::size_t begin, std::size_t end, Among among) {
        std::vector<std::size_t> moved;
        for (std::size_t n = begin; n < end; ++n) {
            Layer& layer = layers_[n];
            if (!asked(layer, among) || (layer.outer_moves == moves_[layer.outer] && layer.inner_moves == moves_[layer.inner])) continue;
            layer.outer_moves = moves_[layer.outer], layer.inner_moves = moves_[layer.inner];
            moved.push_back(n);
        }
        const auto outer = [&](std::size_t n) -> const Body& { return bodies_[layers_[n].outer]; };
        const auto inner = [&](std::size_t n) -> const Body& { return bodies_[layers_[n].inner]; };
        core::parallel_for(threads_, moved.size(), [&](std::size_t i) { layers_[moved[i]].cover.look(outer(moved[i]), inner(moved[i])); });
        std::vector<Piece> pieces;
        for (const std::size_t n : moved)
            for (std::size_t piece = 0; piece < layers_[n].cover.pieces(); ++piece) pieces.push_back({n, piece});
        core::parallel_for(threads_, pieces.size(), [&](std::size_t i) {
            const std::size_t n = pieces[i].layer;
            layers_[n].cover.ask(outer(n), inner(n), pieces[i].piece);
        });
    }

    // Beneath a bone (the shoulder blade, the arm) a cover is lifted no farther than up to it.
    void keep_out_of_bones(std::size_t at, Lifts& lifts) const {
        if (lifts.empty()) return;
        const Body& body = bodies_[at];
        for (const Body& bone : bodies_) {
            if (bone.kind != Kind::bone || !room::meet(body.box(), bone.box(), k_lift_most_mm)) continue;
            for (auto& [v, by] : lifts) {
                const glm::vec3 p = body.mesh->positions[v];
                if (by <= 0 || room::distance_mm(bone.box(), p) > by) continue;
                if (const auto above = bone.above(p, body.outward(p), by + k_under_bone_mm)) by = std::max(0.0f, *above - k_under_bone_mm);
            }
        }
    }

    // Returns whether anything was too deep.
    bool push(Among among = Among::all) {
        if (among != pushed_among_) // what was not asked then is due now
            for (Chunk& chunk : chunks_) chunk.ask_all();
        pushed_among_ = among;
        std::vector<std::vector<Push>> found(chunks_.size());
        core::parallel_for(threads_, chunks_.size(), [&](std::size_t n) { probe(chunks_[n], among, found[n]); });
        return add(found);
    }

    void probe(Chunk& chunk, Among among, std::vector<Push>& pushes) const {
        if (chunk.most_mm + chunk.nearing_mm < chunk.due_any_mm || chunk.views.empty()) return;
        const std::size_t at = chunk.body, count = chunk.views.size();
        std::vector<float> gone(count); // by what may be touched; what is not asked among these never is due
        for (std::size_t k = 0; k < count; ++k) {
            const std::size_t other = chunk.views[k].body;
            gone[k] = among != Among::swollen || swells(at) || swells(other) ? travel_[other].most_mm : -k_never_mm;
        }
        float least_of_all = k_ever_mm;
        for (std::size_t v = chunk.begin; v < chunk.end; ++v) {
            const float own = travel_[at].own_mm[v];
            float& first_due = chunk.first_due_mm[v - chunk.begin];
            if (own + chunk.nearing_mm >= first_due) {
                float least = k_ever_mm;
                float* due = &chunk.due_mm[(v - chunk.begin) * count];
                for (std::size_t k = 0; k < count; ++k) {
                    if (due[k] - gone[k] <= own) due[k] = gone[k] + own + probe(at, std::uint32_t(v), chunk.views[k], among, pushes);
                    least = std::min(least, due[k] - gone[k] - own);
                }
                first_due = own + chunk.nearing_mm + least;
            }
            least_of_all = std::min(least_of_all, first_due - own - chunk.nearing_mm);
        }
        chunk.due_any_mm = chunk.most_mm + chunk.nearing_mm + least_of_all;
    }

    // Returns how much nearer the two may come before the vertex lies too deep.
    float probe(std::size_t at, std::uint32_t v, const View& view, Among among, std::vector<Push>& pushes) const {
        const Body &body = bodies_[at], &holder = bodies_[view.body];
        const glm::vec3 p = view.seen(body.mesh->positions[v]);
        if (const float apart = room::distance_mm(holder.box(), p); apart > 0) return apart;
        const float allowed = allowed_mm(body.kind, holder.kind);
        const auto sunk = holder.sunk(p, view.seen(body.middle(v)), k_reach_mm, allowed);
        if (!sunk) return k_reach_mm;
        if (sunk->depth_mm <= allowed) return allowed - sunk->depth_mm;
        const glm::vec3 out = sunk->way * std::min(k_eager * (sunk->depth_mm - k_rest * allowed), k_step_most_mm);
        float share = share_of(body.kind, holder.kind);
        if (among == Among::swollen && swells(at) != swells(view.body)) share = swells(at) ? 1 : 0; // what has grown gives way
        if (share > 0) pushes.push_back({at, v, view.seen(out) * share});
        if (share < 1)
            for (std::size_t k = 0; k < 3; ++k)
                pushes.push_back({view.body, holder.mesh->indices[3 * sunk->triangle + k], out * (share - 1)});
        return 0;
    }

    std::span<const RoomPart> parts_;
    int threads_;
    std::vector<Body> bodies_;
    std::vector<int> moves_; // how often each has moved
    std::vector<char> covered_; // whether any lies over it
    std::vector<float> end_lift_mm_;
    std::vector<Layer> layers_; // who lies over whom, the deepest covers first
    room::Together around_;     // what those that swell, lie down or are drawn taut may meet
    std::vector<Travel> travel_;               // per body
    std::vector<Chunk> chunks_;                // body after body ...
    std::vector<std::size_t> first_chunk_;     // ... whose are [first[body], first[body + 1])
    Among pushed_among_ = Among::all;          // the last time
};

} // namespace

int make_room(std::span<const RoomPart> parts, int threads) {
    return Room(parts, threads).settle();
}

} // namespace dorsum::bake
