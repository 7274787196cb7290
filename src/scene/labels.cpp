#include "scene/labels.h"

#include "scene/leader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace dorsum::scene {

namespace {

constexpr float k_narrow_px = 420; // a room that leaves no place beside the body: a telephone, upright
constexpr float k_margin_px = 10, k_row_gap_px = 5;
constexpr float k_enough_px = 250, k_still_enough_px = 90; // screen pixels that show it, to get a label and to keep it
constexpr float k_favour = 1.7f;           // what is placed counts for so much more than what is not
constexpr float k_side_share = 0.07f;      // of the room's width beyond the middle before a label changes sides
constexpr float k_towards_middle = 0.25f;  // an anchor wanders by so much towards the middle of what shows, each time
constexpr float k_crossing_rows = 0.6f;    // two neighbours change rows when their anchors are so far in the other order
constexpr float k_column_share = 0.3f, k_column_px = 190, k_column_cost_px = 300; // an anchor goes so far to keep out of the columns
constexpr int k_moment = 4, k_near_rows = 1;   // a name that stood fewer updates ago comes back within so many rows
constexpr int k_rest_updates = 2;        // between two changes of row, so that the eye can follow
constexpr float k_pad_px = 4;              // between a name and its line
constexpr int k_first_passes = 80;         // of moving by one row, for a picture that has no history

struct Shown {
    std::size_t pixels = 0;
    double x = 0, y = 0;
    glm::vec2 middle{0}, target{0}, anchor{0};
    float best = 1e30f;
};

} // namespace

class LabelBoard::Layout {
public:
    Layout(std::map<std::uint32_t, Place>& places, std::map<std::uint32_t, Place>& gone, const LabelRequest& request)
        : places_(places), gone_(gone), r_(request) {
        row_px_ = r_.measure("Ag").y + k_row_gap_px;
        rows_ = std::max(0, static_cast<int>((r_.room.w - 2 * k_margin_px + k_row_gap_px) / row_px_));
        widest_ = 0.5f * r_.room.z - 1.5f * k_margin_px;
        middle_ = r_.room.x + 0.5f * r_.room.z;
    }

    void run(bool fresh) {
        look();
        choose();
        drop_and_flip();
        seat_new();
        for (int pass = 0; pass < (fresh ? k_first_passes : 1); ++pass)
            if (!improve(fresh)) break;
        keep_anchors_clear();
        if (fresh) untangle();
        drop_what_still_crosses();
    }

    std::vector<PlacedLabel> placed() const {
        std::vector<PlacedLabel> labels;
        for (const auto& [key, place] : places_) {
            const auto line = leader(place);
            labels.push_back({key, place.text, place.anchor, box_of(place), place.size, line.clear, line.end});
        }
        return labels;
    }

private:
    template <class Visit>
    void each_pixel(Visit visit) const {
        for (int y = 0; y < r_.height; ++y)
            for (int x = 0; x < r_.width; ++x)
                if (const auto id = at(x, y)) visit(id, x, y);
    }
    std::uint32_t at(int x, int y) const { return r_.ids[static_cast<std::size_t>(y) * static_cast<std::size_t>(r_.width) + static_cast<std::size_t>(x)]; }
    glm::vec2 screen(int x, int y) const { return (glm::vec2(x, y) + 0.5f) * r_.scale; }
    bool in_room(glm::vec2 p) const {
        return p.x > r_.room.x + 2 && p.x < r_.room.x + r_.room.z - 2 && p.y > r_.room.y + 2 && p.y < r_.room.y + r_.room.w - 2;
    }
    // Where names stand or may come to stand: a line that ends there would pass under them.
    bool under_a_column(glm::vec2 p) const {
        const float breadth = std::min(k_column_share * r_.room.z, k_column_px);
        return p.x < r_.room.x + breadth || p.x > r_.room.x + r_.room.z - breadth;
    }
    // Its neighbours show the same: the line's end lies well on it.
    bool inside(int x, int y) const {
        const auto id = at(x, y);
        return x > 0 && y > 0 && x + 1 < r_.width && y + 1 < r_.height && at(x - 1, y) == id && at(x + 1, y) == id && at(x, y - 1) == id && at(x, y + 1) == id;
    }

    void look() {
        each_pixel([&](std::uint32_t id, int x, int y) {
            if (!in_room(screen(x, y))) return;
            auto& s = shown_[id];
            ++s.pixels, s.x += x, s.y += y;
        });
        for (auto& [id, s] : shown_) {
            const auto n = static_cast<double>(s.pixels);
            s.middle = (glm::vec2(s.x / n, s.y / n) + 0.5f) * r_.scale;
            const auto old = places_.find(id);
            s.target = old == places_.end() ? s.middle : glm::mix(old->second.anchor, s.middle, k_towards_middle);
        }
        each_pixel([&](std::uint32_t id, int x, int y) {
            const glm::vec2 p = screen(x, y);
            if (!in_room(p)) return;
            auto& s = shown_[id];
            const float d = glm::distance(p, s.target) + (inside(x, y) ? 0.0f : 40.0f) + (under_a_column(p) ? k_column_cost_px : 0.0f);
            if (d < s.best) s.best = d, s.anchor = p;
        });
    }

    // Who gets a label: by rank, then by what shows; what has one already is favoured.
    void choose() {
        struct Wish {
            std::uint32_t key;
            int rank;
            float worth;
        };
        std::vector<Wish> wishes;
        for (const auto& [key, p] : r_.fixed)
            if (in_room(p)) wishes.push_back({key, -1, 1e9f});
        for (const auto& [key, s] : shown_) {
            const bool has = places_.count(key) != 0;
            const int rank = r_.rank(key);
            const float shown = static_cast<float>(s.pixels) * r_.scale.x * r_.scale.y;
            if (rank < 0 || shown < (has || rank == 0 ? k_still_enough_px : k_enough_px)) continue;
            wishes.push_back({key, rank, shown * (has ? k_favour : 1.0f)});
        }
        std::stable_sort(wishes.begin(), wishes.end(), [](const Wish& a, const Wish& b) { return a.rank != b.rank ? a.rank < b.rank : a.worth > b.worth; });
        for (const auto& wish : wishes) {
            if (chosen_.size() >= r_.most) break;
            const std::string text = r_.text(wish.key);
            if (text.empty()) continue;
            const glm::vec2 size = r_.measure(text);
            if (size.x > widest_) continue;
            // Left and right bear the same name: where both would stand on the body between them, one says it.
            const auto says_it = [&](const auto& chosen) { return chosen.second.text == text; };
            if (r_.room.z < k_narrow_px && wish.rank > 0 && std::any_of(chosen_.begin(), chosen_.end(), says_it)) continue;
            Place place;
            if (const auto old = places_.find(wish.key); old != places_.end()) place = old->second;
            place.text = text;
            place.size = size;
            place.rank = wish.rank;
            place.fixed = r_.fixed.count(wish.key) != 0;
            place.anchor = place.fixed ? r_.fixed.at(wish.key) : shown_.at(wish.key).anchor;
            ++place.moved_ago;
            chosen_.emplace_back(wish.key, std::move(place));
        }
    }

    void drop_and_flip() {
        std::map<std::uint32_t, Place> kept;
        for (auto& [key, place] : chosen_) {
            if (places_.count(key) == 0) continue;
            const float beyond = place.anchor.x - middle_;
            const bool flip = place.right ? beyond < -k_side_share * r_.room.z : beyond > k_side_share * r_.room.z;
            if (!flip && place.row < rows_) kept.emplace(key, place);
        }
        for (auto& [key, place] : gone_) ++place.gone_for;
        for (const auto& [key, place] : places_)
            if (kept.count(key) == 0) (gone_[key] = place).gone_for = 0;
        places_ = std::move(kept);
    }

    void seat_new() {
        for (auto& [key, place] : chosen_) {
            if (places_.count(key) != 0) continue;
            place.right = place.anchor.x > middle_;
            for (const bool other : {false, true}) {
                if (other) place.right = !place.right;
                const Place* before = stood(key, place);
                const int row = free_row(place.right, before ? before->row : wanted_row(place.anchor.y));
                const bool jump = before && before->gone_for < k_moment && std::abs(row - before->row) > k_near_rows && place.rank > 0;
                if (row >= 0 && !jump) {
                    gone_.erase(key);
                    place.row = row;
                    place.moved_ago = 0;
                    places_.emplace(key, place);
                    new_.insert(key);
                    break;
                }
                if (std::abs(place.anchor.x - middle_) > k_side_share * r_.room.z) break; // too far from the other side
            }
        }
    }

    // Where this label stood in this column, or lately another of the same name: whoever reads sees one name.
    const Place* stood(std::uint32_t key, const Place& wanted) const {
        const auto fits = [&](const Place& p) { return p.right == wanted.right && p.row < rows_; };
        const auto own = gone_.find(key);
        const Place* found = own != gone_.end() && fits(own->second) ? &own->second : nullptr;
        for (const auto& [other, place] : gone_)
            if (place.text == wanted.text && place.gone_for < k_moment && fits(place) && (found == nullptr || place.gone_for < found->gone_for)) found = &place;
        return found;
    }

    int wanted_row(float y) const {
        const auto row = static_cast<int>(std::lround((y - r_.room.y - k_margin_px) / row_px_ - 0.5f));
        return std::clamp(row, 0, std::max(0, rows_ - 1));
    }
    Place* sits_at(bool right, int row) {
        for (auto& [key, place] : places_)
            if (place.right == right && place.row == row) return &place;
        return nullptr;
    }
    int free_row(bool right, int near) {
        for (int d = 0; d < rows_; ++d)
            for (const int row : {near - d, near + d})
                if (row >= 0 && row < rows_ && sits_at(right, row) == nullptr) return row;
        return -1;
    }

    bool improve(bool fresh) {
        bool any = false;
        for (const bool right : {false, true})
            for (int row = 0; row < rows_; ++row) {
                Place* here = sits_at(right, row);
                if (here == nullptr || (here->moved_ago < k_rest_updates && !fresh)) continue;
                Place* below = sits_at(right, row + 1);
                const float slack = fresh ? 0.0f : k_crossing_rows * row_px_;
                if (below != nullptr && (fresh || below->moved_ago >= k_rest_updates) &&
                    (here->anchor.y > below->anchor.y + slack || (!fresh && swapping_helps(*here, *below)))) {
                    std::swap(here->row, below->row);
                    here->moved_ago = below->moved_ago = 0;
                    any = true;
                    continue;
                }
                const int off = wanted_row(here->anchor.y) - row;
                if (std::abs(off) < (fresh ? 1 : 2)) continue;
                const int next = row + (off > 0 ? 1 : -1);
                if (next < 0 || next >= rows_ || sits_at(right, next) != nullptr) continue;
                here->row = next;
                here->moved_ago = 0;
                any = true;
            }
        return any;
    }

    glm::vec2 box_of(const Place& place) const {
        const float x = place.right ? r_.room.x + r_.room.z - k_margin_px - place.size.x : r_.room.x + k_margin_px;
        return {x, r_.room.y + k_margin_px + row_px_ * static_cast<float>(place.row)};
    }

    Leader leader(const Place& place) const {
        // The columns are as broad as their broadest name.
        float edge = place.right ? r_.room.x + r_.room.z : r_.room.x;
        for (const auto& [key, other] : places_)
            if (other.right == place.right) {
                const float low = box_of(other).x - k_pad_px, high = box_of(other).x + other.size.x + k_pad_px;
                edge = place.right ? std::min(edge, low) : std::max(edge, high);
            }
        const glm::vec2 box = box_of(place), anchor = place.anchor;
        const glm::vec2 end(std::clamp(anchor.x, box.x - k_pad_px, box.x + place.size.x + k_pad_px), box.y + 0.5f * place.size.y);
        const float clear = place.right ? std::max(anchor.x, std::min(end.x, edge)) : std::min(anchor.x, std::max(end.x, edge));
        return {anchor, {clear, end.y}, end};
    }

    bool swapping_helps(const Place& a, const Place& b) const {
        if (!in_each_others_way(leader(a), leader(b))) return false;
        Place at_b = a, at_a = b;
        std::swap(at_b.row, at_a.row);
        return !in_each_others_way(leader(at_b), leader(at_a));
    }

    // Of two lines that cross, exchanged rows make shorter ones that do not: it comes to an end.
    void untangle() {
        for (int pass = 0; pass < k_first_passes; ++pass) {
            bool any = false;
            for (auto a = places_.begin(); a != places_.end(); ++a)
                for (auto b = std::next(a); b != places_.end(); ++b)
                    if (a->second.right == b->second.right && swapping_helps(a->second, b->second)) std::swap(a->second.row, b->second.row), any = true;
            if (!any) return;
        }
    }

    void drop_what_still_crosses() {
        const auto comes = [&](const auto& entry) { return entry.second.rank > 0 && new_.count(entry.first) != 0; };
        const auto matters_less = [&](const auto& a, const auto& b) {
            if (comes(a) != comes(b)) return comes(a);
            if (a.second.rank != b.second.rank) return a.second.rank > b.second.rank;
            const auto pixels = [&](std::uint32_t key) { const auto s = shown_.find(key); return s == shown_.end() ? std::size_t{0} : s->second.pixels; };
            return pixels(a.first) < pixels(b.first);
        };
        for (bool again = true; again;) {
            again = false;
            for (auto a = places_.begin(); a != places_.end() && !again; ++a)
                for (auto b = std::next(a); b != places_.end() && !again; ++b) {
                    if ((a->second.fixed && b->second.fixed) || !in_each_others_way(leader(a->second), leader(b->second))) continue;
                    wait(matters_less(*a, *b) ? a : b);
                    again = true;
                }
        }
    }

    // What has its name and came far away just now would look as if it had jumped there: it waits as well.
    void wait(std::map<std::uint32_t, Place>::iterator which) {
        const Place place = which->second;
        gone_[which->first] = place;
        new_.erase(which->first);
        places_.erase(which);
        for (auto other = places_.begin(); other != places_.end(); ++other) {
            const Place& twin = other->second;
            if (twin.text != place.text || twin.right != place.right || new_.count(other->first) == 0 || std::abs(twin.row - place.row) <= k_near_rows) continue;
            return wait(other);
        }
    }

    bool under_a_box(glm::vec2 p) const {
        constexpr float clear_px = 6;
        return std::any_of(places_.begin(), places_.end(), [&](const auto& entry) {
            const glm::vec2 low = box_of(entry.second) - clear_px, high = low + entry.second.size + 2 * clear_px;
            return p.x > low.x && p.x < high.x && p.y > low.y && p.y < high.y;
        });
    }

    // A line must not end under a name: another pixel of the same structure, or no label.
    void keep_anchors_clear() {
        std::map<std::uint32_t, float> buried;
        for (const auto& [key, place] : places_)
            if (!place.fixed && under_a_box(place.anchor)) buried[key] = 1e30f;
        if (buried.empty()) return;
        each_pixel([&](std::uint32_t id, int x, int y) {
            const auto found = buried.find(id);
            if (found == buried.end()) return;
            const glm::vec2 p = screen(x, y);
            if (!in_room(p) || under_a_box(p)) return;
            const float d = glm::distance(p, shown_.at(id).target) + (inside(x, y) ? 0.0f : 40.0f);
            if (d < found->second) found->second = d, places_.at(id).anchor = p;
        });
        for (const auto& [key, best] : buried)
            if (best > 1e29f) gone_[key] = places_.at(key), places_.erase(key);
    }

    std::map<std::uint32_t, Place>&places_, &gone_;
    const LabelRequest& r_;
    float row_px_ = 20, widest_ = 0, middle_ = 0;
    int rows_ = 0;
    std::map<std::uint32_t, Shown> shown_;
    std::vector<std::pair<std::uint32_t, Place>> chosen_;
    std::set<std::uint32_t> new_; // seated in this update
};

std::vector<PlacedLabel> LabelBoard::update(const LabelRequest& request) {
    if (room_ != request.room) clear();
    room_ = request.room;
    const bool fresh = places_.empty();
    if (fresh) gone_.clear();
    Layout layout(places_, gone_, request);
    layout.run(fresh);
    return layout.placed();
}

} // namespace dorsum::scene
