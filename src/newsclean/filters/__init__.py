"""One module per kind of boilerplate. `DEFAULT` is their order: a filter sees what those before it marked; the learned judge is last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from newsclean.filters.advert_marker import AdvertMarker
from newsclean.filters.agency_credit import AgencyCredit
from newsclean.filters.author_bio import AuthorBio
from newsclean.filters.byline import Byline
from newsclean.filters.caption import Caption
from newsclean.filters.comment_footer import CommentFooter
from newsclean.filters.consent_banner import ConsentBanner
from newsclean.filters.copyright_notice import CopyrightNotice
from newsclean.filters.date_line import DateLine
from newsclean.filters.disclosure import Disclosure
from newsclean.filters.embed_code import EmbedCode
from newsclean.filters.headline import Headline
from newsclean.filters.image_credit import ImageCredit
from newsclean.filters.interface_text import InterfaceText
from newsclean.filters.navigation import Navigation
from newsclean.filters.newsletter_prompt import NewsletterPrompt
from newsclean.filters.other_article import OtherArticle
from newsclean.filters.paywall_prompt import PaywallPrompt
from newsclean.filters.promo import Promo
from newsclean.filters.related_links import RelatedLinks
from newsclean.filters.repeated_block import RepeatedBlock
from newsclean.filters.share_prompt import SharePrompt
from newsclean.filters.source_list import SourceList
from newsclean.filters.support_appeal import SupportAppeal
from newsclean.filters.tag_list import TagList
from newsclean.scorer.filter import PageChrome

DEFAULT: tuple[Callable[[], Any], ...] = (
    EmbedCode,
    InterfaceText,
    ConsentBanner,
    PaywallPrompt,
    AdvertMarker,
    SharePrompt,
    Navigation,
    NewsletterPrompt,
    SupportAppeal,
    Promo,
    Disclosure,
    ImageCredit,
    Caption,
    RelatedLinks,
    CommentFooter,
    AuthorBio,
    AgencyCredit,
    Byline,
    DateLine,
    Headline,
    TagList,
    SourceList,
    CopyrightNotice,
    OtherArticle,
    RepeatedBlock,
    PageChrome,
)
