#include "scene/section_fill.h"

#include <algorithm>
#include <cmath>

namespace dorsum::scene {

namespace {

constexpr float k_same_height_mm = 1e-4f;

struct Edge {
    ContourPoint low, high;
    int winding; // +1: runs down, so that what lies to its right is inside
    float share_at(float y) const { return std::clamp((y - low.at.y) / (high.at.y - low.at.y), 0.0f, 1.0f); }
    float x_at(float y) const { return low.at.x + (high.at.x - low.at.x) * share_at(y); }
    ContourPoint at(float y) const { return {{x_at(y), y}, low.carried + (high.carried - low.carried) * share_at(y)}; }
};

struct Span {
    const Edge *left, *right;
    float from;
};

class Sweep {
public:
    explicit Sweep(std::span<const Segment2> segments) {
        for (const auto& s : segments) {
            if (std::abs(s.from.at.y - s.to.at.y) < k_same_height_mm) continue;
            const bool up = s.from.at.y < s.to.at.y;
            edges_.push_back(up ? Edge{s.from, s.to, -1} : Edge{s.to, s.from, 1});
            heights_.push_back(s.from.at.y);
            heights_.push_back(s.to.at.y);
        }
        std::sort(edges_.begin(), edges_.end(), [](const Edge& a, const Edge& b) { return a.low.at.y < b.low.at.y; });
        std::sort(heights_.begin(), heights_.end());
        heights_.erase(std::unique(heights_.begin(), heights_.end(), [](float a, float b) { return b - a < k_same_height_mm; }), heights_.end());
    }

    std::vector<Trapezoid> run() {
        std::size_t next = 0;
        for (std::size_t i = 0; i + 1 < heights_.size(); ++i) {
            const float middle = 0.5f * (heights_[i] + heights_[i + 1]);
            std::erase_if(active_, [&](const Edge* e) { return e->high.at.y < middle; });
            while (next < edges_.size() && edges_[next].low.at.y < middle) {
                if (edges_[next].high.at.y > middle) active_.push_back(&edges_[next]);
                ++next;
            }
            std::stable_sort(active_.begin(), active_.end(), [&](const Edge* a, const Edge* b) { return a->x_at(middle) < b->x_at(middle); });
            continue_spans(heights_[i]);
        }
        if (!heights_.empty())
            for (const auto& span : spans_) emit(span, heights_.back());
        return std::move(out_);
    }

private:
    // Spans whose two edges go on go on; the others end here and new ones begin.
    void continue_spans(float height) {
        std::vector<Span> now;
        int winding = 0;
        const Edge* left = nullptr;
        for (const Edge* edge : active_) {
            const int before = winding;
            winding += edge->winding;
            if (before == 0 && winding != 0) left = edge;
            if (before != 0 && winding == 0) now.push_back({left, edge, height});
        }
        for (const auto& old : spans_) {
            const auto same = std::find_if(now.begin(), now.end(), [&](const Span& s) { return s.left == old.left && s.right == old.right; });
            if (same == now.end()) emit(old, height);
            else same->from = old.from;
        }
        spans_ = std::move(now);
    }

    void emit(const Span& span, float to) {
        if (to - span.from < k_same_height_mm) return;
        out_.push_back({span.left->at(span.from), span.right->at(span.from), span.left->at(to), span.right->at(to)});
    }

    std::vector<Edge> edges_;
    std::vector<float> heights_;
    std::vector<const Edge*> active_;
    std::vector<Span> spans_;
    std::vector<Trapezoid> out_;
};

} // namespace

std::vector<Trapezoid> fill_segments(std::span<const Segment2> segments) { return Sweep(segments).run(); }

} // namespace dorsum::scene
