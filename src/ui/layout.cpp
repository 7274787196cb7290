#include "ui/panels.h"

#include <algorithm>

namespace dorsum::ui {

namespace {

bool has_left(const PanelContext& p) { return p.has_panel("conditions") || p.has_panel("card") || p.has_panel("plan"); }
bool has_right(const PanelContext& p) { return p.has_panel("layers") || p.has_panel("info") || p.has_panel("quiz") || p.has_panel("tour"); }

// In plain pixels at 100 %: narrower than this, two columns beside the body would squeeze their words.
constexpr float k_two_columns = 1000, k_two_in_a_sheet = 700, k_shared_column = 330;
constexpr float k_legend_in_full = 0.25f, k_legend_at_most = 0.42f, k_legend_with_caption = 0.3f; // of the scene's height

// The body keeps half of a wide screen.
void place_columns(const PanelContext& p, Layout& layout, float gap, float top) {
    const float free_width = p.width - 4 * gap, height = p.height - top - gap;
    layout.shared = has_left(p) && has_right(p) && p.width < p.px(k_two_columns);
    const bool right = has_right(p) && !layout.shared;
    float left_width = has_left(p) ? std::min(p.px(312), free_width * (right ? 0.29f : 0.42f)) : 0;
    if (layout.shared) left_width = std::min(p.px(k_shared_column), 0.5f * free_width);
    float right_width = right ? std::min(p.px(252), free_width * 0.24f) : 0;
    if (left_width > 0) layout.left = {gap, top, left_width, height};
    if (right_width > 0) layout.right = {p.width - gap - right_width, top, right_width, height};
    const float x0 = left_width > 0 ? left_width + 2 * gap : gap;
    const float x1 = right_width > 0 ? layout.right.x - gap : p.width - gap;
    layout.scene = {x0, top, x1 - x0, height};
}

void place_sheet(const PanelContext& p, Layout& layout, float gap, float top) {
    const float sheet = (has_left(p) || has_right(p)) ? 0.43f * p.height : 0, y = p.height - gap - sheet;
    const float inner = p.width - 2 * gap;
    layout.shared = has_left(p) && has_right(p) && p.width < p.px(k_two_in_a_sheet);
    if (layout.shared) {
        layout.left = {gap, y, inner, sheet};
    } else if (has_left(p) && has_right(p)) {
        const float left_width = 0.54f * (inner - gap);
        layout.left = {gap, y, left_width, sheet};
        layout.right = {2 * gap + left_width, y, inner - gap - left_width, sheet};
    } else if (has_left(p)) {
        layout.left = {gap, y, inner, sheet};
    } else if (has_right(p)) {
        layout.right = {gap, y, inner, sheet};
    }
    layout.scene = {gap, top, inner, y - gap - top};
}

} // namespace

Layout make_layout(const PanelContext& p) {
    Layout layout;
    const float gap = p.px(8);
    layout.tall = p.height > 1.1f * p.width;
    if (p.state().idle == session::IdlePhase::attract) { // nothing but the body and a caption
        layout.scene = {0, 0, p.width, p.height - p.height_of("caption", p.px(150)) - 3 * gap};
        return layout;
    }
    float top = gap;
    if (p.has_panel("toolbar")) {
        layout.top = {0, 0, p.width, p.height_of("top", p.metrics.target + p.px(14))};
        top += layout.top.height;
    }
    if (layout.tall) place_sheet(p, layout, gap, top);
    else place_columns(p, layout, gap, top);
    // The view buttons stand at the right edge of the scene, the legend below it.
    const float quick_width = p.height_of("quick.width", p.px(66));
    layout.quick = {layout.scene.x + layout.scene.width - quick_width, layout.scene.y, quick_width, layout.scene.height};
    layout.scene.width -= quick_width + gap;
    if (p.has_panel("legend") && p.state().legend && p.condition()) {
        layout.legend_most = k_legend_in_full * layout.scene.height;
        const float legend_height = std::min(p.height_of("legend", p.px(40)), (caption_wanted(p) ? k_legend_with_caption : k_legend_at_most) * layout.scene.height);
        layout.legend = {layout.scene.x, layout.scene.y + layout.scene.height - legend_height, layout.scene.width, legend_height};
        layout.scene.height -= legend_height + gap;
    }
    if (caption_wanted(p)) {
        const float height = caption_height(p);
        layout.caption = {layout.scene.x, layout.scene.y + layout.scene.height - height, layout.scene.width, height};
        layout.scene.height -= height + gap;
    }
    return layout;
}

} // namespace dorsum::ui
