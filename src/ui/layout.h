// Where panels lie: columns left and right of the body, or a sheet below it on a tall screen.
#pragma once

#include "ui/panel.h"

namespace dorsum::ui {

struct Layout {
    Rect top, left, right, quick, legend, caption, scene; // a width of 0: not shown
    float legend_most = 0; // higher than this it says the same in fewer words
    bool shared = false; // one column for the story and the anatomy: a switch says which
    bool tall = false;
};
Layout make_layout(const PanelContext& p);

} // namespace dorsum::ui
